namespace ODataFeed.Access;

/// <summary>Who calls, and with which rights. Set by <see cref="AccessGate"/> before anything else runs.</summary>
/// <param name="Name">For the log and for limits: the name of a key, the object id of a person or application, an address.</param>
/// <param name="Proof">How the caller proved who it is.</param>
sealed record Caller(string Name, CallerProof Proof, ReadRights Rights)
{
    /// <summary>The caller of a request.</summary>
    /// <exception cref="InvalidOperationException">The request did not come through <see cref="AccessGate"/>, or to a resource that is open to all.</exception>
    public static Caller Of(HttpContext context) =>
        Find(context) ?? throw new InvalidOperationException($"{context.Request.Path} was reached without a caller.");

    /// <summary>The same, or null where the resource is open to all and the caller did not say who it is.</summary>
    public static Caller? Find(HttpContext context) => context.Items.TryGetValue(typeof(Caller), out var caller) ? (Caller?)caller : null;

    internal void Attach(HttpContext context) => context.Items[typeof(Caller)] = this;
}

/// <summary>How a caller proved who it is.</summary>
enum CallerProof
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>A key with the request itself.</summary>
    Key,

    /// <summary>A key as the password of Basic, which browsers remember, and send along whoever made them ask.</summary>
    Password,

    /// <summary>A token with the request itself.</summary>
    Token,

    /// <summary>A cookie, which browsers send along whoever made them ask.</summary>
    Cookie,
}
