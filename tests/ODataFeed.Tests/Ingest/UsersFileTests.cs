using ODataFeed.Ingest;
using ODataFeed.Privacy;
using Xunit;

namespace ODataFeed.Tests.Ingest;

public sealed class UsersFileTests : IDisposable
{
    readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void HeadersBecomeTextProperties()
    {
        File.WriteAllText(_path, "\uFEFFDepartment,User Principal Name,Cost center (new)\r\nSales,a@x,007\r\n\"R&D, Oslo\",b@x,\r\n");

        var list = UsersFile.Read(_path, new PrivacyOptions());

        Assert.Equal(["Department", "CostCenterNew"], list.Columns.Select(column => column.Name));
        Assert.All(list.Columns, column => Assert.True(column.Personal && column.Nullable && column.Type == UsageReports.ColumnType.String));
    }

    [Theory]
    [InlineData("Name,Country\na,b\n", "the first line has no header UserPrincipalName; fields in it: 2")]
    [InlineData("UserPrincipalName;Country\na;b\n", "the first line has no header UserPrincipalName; fields in it: 1")]
    [InlineData("UserPrincipalName,Country,country\na,b,c\n", "the header 'country' becomes property Country, which there is already")]
    [InlineData("UserPrincipalName,Last seen\na,b\n", "the header 'Last seen' becomes property LastSeen, which there is already")]
    [InlineData("UserPrincipalName,1st\na,b\n", "the header '1st' makes no property name; legal is a letter, then letters and digits, at most 128")]
    [InlineData("UserPrincipalName,\na,b\n", "the header '' makes no property name; legal is a letter, then letters and digits, at most 128")]
    [InlineData("UserPrincipalName,Country\na@x,b\nA@X,c\n", "line 3 has the UserPrincipalName of an earlier line")]
    [InlineData("UserPrincipalName,Country\na@x,b\n,c\n", "line 3 has no UserPrincipalName")]
    public void AFileThatCannotBeUsedSaysWhatIsWrong(string content, string message)
    {
        File.WriteAllText(_path, content);

        Assert.Equal(message, Assert.Throws<IngestException>(() => UsersFile.Read(_path, new PrivacyOptions())).Message);
    }

    [Theory]
    [InlineData("UserPrincipalName,Country\na,b,c\n")]
    [InlineData("UserPrincipalName,Country\n\"a,b\n")]
    [InlineData("")]
    public void AFileThatIsNoCsvIsRefusedWithoutItsCells(string content)
    {
        File.WriteAllText(_path, content);

        var refused = Assert.Throws<IngestException>(() => UsersFile.Read(_path, new PrivacyOptions()));

        Assert.DoesNotContain("a,b", refused.Message, StringComparison.Ordinal);
    }
}
