using System.Security.Cryptography;
using GraphSimulator.Rows;
using UsageReports;

namespace GraphSimulator.Faults;

/// <summary>
/// The rows of a source as a tenant shows them that conceals names: 32 hexadecimal characters for names, the same for the same name;
/// zero ids; no site addresses. Names of tenants stay readable.
/// </summary>
sealed class ConcealedSource(IReportSource inner, Func<bool> conceals) : IReportSource, IDisposable
{
    enum Disguise
    {
        None,
        Hash,
        Zero,
        Empty,
    }

    public DateOnly? ContentDate(Report report) => inner.ContentDate(report);

    public string? Refuse(Report report, ReportWindow window) => inner.Refuse(report, window);

    public ReportRows Open(Report report, ReportWindow window)
    {
        var rows = inner.Open(report, window);
        if (!conceals())
            return rows;
        var disguises = report.Columns.Where(column => !column.Generated).Select(Of).ToArray();
        return Array.TrueForAll(disguises, disguise => disguise == Disguise.None) ? rows : new Concealed(rows, disguises);
    }

    public void Dispose() => (inner as IDisposable)?.Dispose();

    static Disguise Of(ReportColumn column) => column switch
    {
        { Type: not ColumnType.String } => Disguise.None,
        { Name: "SiteURL" } => Disguise.Empty,
        { Name: "UserId" or "SiteId" or "GroupId" or "TeamId" } => Disguise.Zero,
        { Personal: true } => Disguise.Hash,
        _ => Disguise.None,
    };

    sealed class Concealed(ReportRows rows, Disguise[] disguises) : ReportRows
    {
        static readonly byte[] Zero = "00000000-0000-0000-0000-000000000000"u8.ToArray();

        byte[] _scratch = [];

        public override bool Read(Span<Cell> cells)
        {
            if (!rows.Read(cells))
                return false;
            for (var i = 0; i < disguises.Length; i++)
                cells[i] = Conceal(cells[i], disguises[i]);
            return true;
        }

        protected override void Dispose(bool disposing) => rows.Dispose();

        Cell Conceal(in Cell cell, Disguise disguise) => disguise switch
        {
            Disguise.None => cell,
            Disguise.Empty => Cell.Null,
            Disguise.Zero => Cell.Utf8(Zero),
            _ when cell.Kind != CellKind.Text => cell,
#pragma warning disable CA5351 // Graph's hashes have MD5's length; nothing is protected by them here.
            _ => Cell.Text(Convert.ToHexString(MD5.HashData(cell.AsUtf8(ref _scratch)))),
#pragma warning restore CA5351
        };
    }
}
