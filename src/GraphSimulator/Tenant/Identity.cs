using System.Buffers.Binary;

namespace GraphSimulator.Tenant;

/// <summary>The identifiers of people and places: GUIDs drawn from the key.</summary>
static class Identity
{
    public const int User = 0;
    public const int Drive = 1;
    public const int Place = 2;
    public const int Application = 3;
    public const int Label = 4;

    public static Guid Of(ulong key, int kind)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, Draws.Of(key, Purpose.Identity + kind));
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Draws.Mix(Draws.Of(key, Purpose.Identity + kind)));
        // RFC 9562 §5.4: the bits that say version 4 and variant 1.
        bytes[6] = (byte)(bytes[6] & 0x0F | 0x40);
        bytes[8] = (byte)(bytes[8] & 0x3F | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
