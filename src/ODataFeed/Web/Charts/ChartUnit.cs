using System.Globalization;

namespace ODataFeed.Web.Charts;

/// <summary>What values count, and so how they are written and which steps are round.</summary>
public sealed class ChartUnit
{
    static readonly string[] ByteNames = ["B", "KB", "MB", "GB", "TB", "PB", "EB"];
    static readonly string[] Thousands = ["", "K", "M", "B", "T"];

    readonly string[] _names;
    readonly double _step;

    ChartUnit(string name, string[] names, double step) => (Name, _names, _step) = (name, names, step);

    /// <summary>Things: users, messages, files.</summary>
    public static ChartUnit Count { get; } = new("", Thousands, 1000);

    /// <summary>Bytes, in powers of 1 024 as the admin centre of Microsoft 365 has them.</summary>
    public static ChartUnit Bytes { get; } = new("bytes", ByteNames, 1024);

    /// <summary>Durations, in hours.</summary>
    public static ChartUnit Hours { get; } = new("hours", Thousands, 1000);

    /// <summary>The word for the axis; empty for plain numbers.</summary>
    public string Name { get; }

    /// <summary>The power of thousands (or of 1 024) in which values up to <paramref name="most"/> are written.</summary>
    public double Scale(double most)
    {
        var scale = 1.0;
        for (var i = 1; i < _names.Length && most >= scale * _step * (_names == Thousands ? 10 : 1); i++)
            scale *= _step;
        return scale;
    }

    /// <summary>A tick's label, short.</summary>
    public string Short(double value, double scale) => value == 0 ? "0" :
        $"{(value / scale).ToString("#,0.##", CultureInfo.InvariantCulture)}{Space}{_names[(int)Math.Round(Math.Log(scale, _step))]}";

    /// <summary>A value for reading: all digits of counts, three of bytes.</summary>
    public string Full(double? value)
    {
        if (value is not { } number)
            return "no value";
        if (_names != ByteNames)
            return number.ToString("#,0.##", CultureInfo.InvariantCulture) + (this == Hours ? " h" : "");
        var scale = Scale(Math.Abs(number));
        return $"{(number / scale).ToString("#,0.##", CultureInfo.InvariantCulture)} {_names[(int)Math.Round(Math.Log(scale, _step))]}";
    }

    string Space => _names == ByteNames ? " " : "";
}
