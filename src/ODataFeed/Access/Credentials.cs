using System.Text;
using System.Text.Unicode;

namespace ODataFeed.Access;

/// <summary>
/// What a request brings to prove who calls: the first of header <c>Authorization</c>, header <c>X-Api-Key</c>, query <c>api-key</c>.
/// An empty Bearer brings nothing; it is how Power Query asks where to sign in.
/// </summary>
/// <param name="Kind">What was found.</param>
/// <param name="Secret">The key or token; empty where there is none.</param>
readonly record struct Credentials(CredentialKind Kind, string Secret)
{
    public const string Header = "X-Api-Key";

    /// <summary>The query option that carries a key; Power BI's kind "Web API" knows no other place.</summary>
    public const string Option = "api-key";

    public static Credentials Of(HttpRequest request)
    {
        if (request.Headers.Authorization is { Count: > 0 } authorization && OfHeader(authorization.ToString()) is { Kind: not CredentialKind.None } found)
            return found;
        if (request.Headers.TryGetValue(Header, out var key))
            return new Credentials(CredentialKind.Key, key.ToString().Trim());
        if (!request.Query.TryGetValue(Option, out var option))
            return new Credentials(CredentialKind.None, "");
        request.HttpContext.Items[typeof(Credentials)] = option.ToString();
        return new Credentials(CredentialKind.Key, option.ToString());
    }

    /// <summary>The key of a request that brought it in its query; null where it came otherwise, or there is none.</summary>
    public static string? InQuery(HttpContext context) => context.Items.TryGetValue(typeof(Credentials), out var key) ? (string?)key : null;

    static Credentials OfHeader(string header)
    {
        header = header.Trim();
        var end = header.IndexOf(' ', StringComparison.Ordinal);
        var (scheme, value) = end < 0 ? (header, "") : (header[..end], header[end..].Trim());
        if (scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
            return new Credentials(value.Length == 0 ? CredentialKind.None : CredentialKind.Bearer, value);
        if (scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase) && Password(value) is { } password)
            return new Credentials(CredentialKind.Password, password);
        return new Credentials(scheme.Length == 0 ? CredentialKind.None : CredentialKind.Unreadable, "");
    }

    /// <summary>The password, whatever the user is called (RFC 7617 §2); null where the value is not of that form.</summary>
    static string? Password(string value)
    {
        Span<byte> bytes = stackalloc byte[1024];
        if (!Convert.TryFromBase64String(value, bytes, out var written) || !Utf8.IsValid(bytes[..written]))
            return null;
        var text = Encoding.UTF8.GetString(bytes[..written]);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : text[(colon + 1)..];
    }

    /// <summary>What was found alone, never the secret.</summary>
    public override string ToString() => Kind.ToString();
}

/// <summary>What a request brings to prove who calls.</summary>
enum CredentialKind
{
    None,

    /// <summary>A key in a place of its own.</summary>
    Key,

    /// <summary>A key as a Basic password.</summary>
    Password,

    /// <summary>A token of Entra, or a key.</summary>
    Bearer,

    /// <summary>Another scheme, or a form that it should not have.</summary>
    Unreadable,
}
