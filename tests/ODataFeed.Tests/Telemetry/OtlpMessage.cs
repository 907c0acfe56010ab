using System.Buffers.Binary;
using System.Text;

namespace ODataFeed.Tests.Telemetry;

/// <summary>A protobuf message, taken apart without its schema: field numbers are those of OTLP 1.x (opentelemetry/proto).</summary>
sealed class OtlpMessage
{
    readonly ILookup<int, ReadOnlyMemory<byte>> _fields;

    OtlpMessage(IEnumerable<(int Number, ReadOnlyMemory<byte> Value)> fields) => _fields = fields.ToLookup(field => field.Number, field => field.Value);

    public static OtlpMessage Parse(ReadOnlyMemory<byte> bytes) => new(Fields(bytes));

    /// <summary>The messages along a path of field numbers.</summary>
    public IEnumerable<OtlpMessage> All(params int[] path) =>
        path.Aggregate<int, IEnumerable<OtlpMessage>>([this], (messages, field) => messages.SelectMany(message => message._fields[field].Select(Parse)));

    public string Text(int field) => Encoding.UTF8.GetString(_fields[field].FirstOrDefault().Span);

    public string Hex(int field) => Convert.ToHexStringLower(_fields[field].FirstOrDefault().Span);

    public bool Has(int field) => _fields.Contains(field);

    public long Fixed(int field) => BinaryPrimitives.ReadInt64LittleEndian(_fields[field].First().Span);

    public double Real(int field) => BinaryPrimitives.ReadDoubleLittleEndian(_fields[field].First().Span);

    /// <summary>Attributes in a field of KeyValues: their texts, and <c>#</c> where a value is no text.</summary>
    public Dictionary<string, string> Attributes(int field) =>
        All(field).ToDictionary(pair => pair.Text(1), pair => pair.All(2).Single() is var value && value.Has(1) ? value.Text(1) : "#");

    static IEnumerable<(int, ReadOnlyMemory<byte>)> Fields(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var tag = Varint(ref bytes);
            var length = (tag & 7) switch { 0 => VarintLength(bytes.Span), 1 => 8, 2 => (int)Varint(ref bytes), 5 => 4, var wire => throw new InvalidDataException($"Wire type {wire}.") };
            yield return ((int)(tag >> 3), bytes[..length]);
            bytes = bytes[length..];
        }
    }

    static int VarintLength(ReadOnlySpan<byte> bytes)
    {
        var length = 1;
        while ((bytes[length - 1] & 0x80) != 0)
            length++;
        return length;
    }

    static ulong Varint(ref ReadOnlyMemory<byte> bytes)
    {
        var (value, length) = (0UL, VarintLength(bytes.Span));
        for (var i = 0; i < length; i++)
            value |= (ulong)(bytes.Span[i] & 0x7F) << (7 * i);
        bytes = bytes[length..];
        return value;
    }
}
