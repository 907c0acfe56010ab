using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GraphSimulator.Rows;

namespace GraphSimulator.Api;

/// <summary>
/// Preauthenticated download links: a token that names the report and its expiry, signed with HMAC-SHA256. Whoever holds a token may
/// download that one report until it expires; nothing is kept on the server.
/// </summary>
public sealed class DownloadLinks
{
    /// <summary>Graph: "valid for a short period of time (a few minutes)".</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    const int SignatureLength = HMACSHA256.HashSizeInBytes;

    static readonly GraphError Expired = new(
        StatusCodes.Status403Forbidden, "AccessDenied", "The download link has expired. Request the report again.");

    static readonly GraphError NotValid = new(
        StatusCodes.Status403Forbidden, "AccessDenied", "The download link is not valid. Request the report again.");

    readonly byte[] _key;
    readonly TimeProvider _time;

    /// <param name="time">The clock that expiry is measured by.</param>
    /// <param name="key">The signing key; without one links are good for this process only, which replicas behind one address need.</param>
    public DownloadLinks(TimeProvider time, byte[]? key = null)
    {
        _time = time;
        _key = key ?? RandomNumberGenerator.GetBytes(SignatureLength);
    }

    internal string Sign(ReportCall call)
    {
        var expires = _time.GetUtcNow().Add(Lifetime).ToUnixTimeMilliseconds();
        var window = call.Window;
        var text = string.Join('\n', expires.ToString(CultureInfo.InvariantCulture), call.Version, call.Report.Path, call.Function.Name,
            window.Period, window.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), call.SecondVersion ? "v2" : "v1");
        var payload = Encoding.UTF8.GetBytes(text);
        return Base64Url.EncodeToString([.. payload, .. HMACSHA256.HashData(_key, payload)]);
    }

    /// <exception cref="GraphFailure">The token was altered, made with another key, or has expired.</exception>
    internal ReportCall Open(string token, GraphFunctions functions)
    {
        var bytes = Decode(token);
        if (bytes.Length <= SignatureLength)
            throw new GraphFailure(NotValid);
        var payload = bytes.AsSpan(0, bytes.Length - SignatureLength);
        if (!CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(_key, payload), bytes.AsSpan(payload.Length)))
            throw new GraphFailure(NotValid);

        var parts = Encoding.UTF8.GetString(payload).Split('\n');
        if (_time.GetUtcNow().ToUnixTimeMilliseconds() >= long.Parse(parts[0], CultureInfo.InvariantCulture))
            throw new GraphFailure(Expired);
        var version = Enum.Parse<GraphVersion>(parts[1]);
        var function = functions.Find(parts[2], parts[3], version) ?? throw new GraphFailure(NotValid);
        DateOnly? date = parts[5].Length > 0 ? DateOnly.ParseExact(parts[5], "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;
        return new ReportCall(function, version, new ReportWindow(parts[4].Length > 0 ? parts[4] : null, date), parts[6] == "v2");
    }

    static byte[] Decode(string token) => Base64Url.IsValid(token) ? Base64Url.DecodeFromChars(token) : [];
}
