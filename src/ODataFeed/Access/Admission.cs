namespace ODataFeed.Access;

/// <summary>Whether a request comes in: a caller, or why there is none.</summary>
/// <param name="Status">Of the answer where there is no caller.</param>
/// <param name="Reason">For the caller to read.</param>
/// <param name="WrongProof">The caller tried to prove who it is, and failed.</param>
readonly record struct Admission(Caller? Caller, int Status, string Reason, bool WrongProof = false)
{
    public static Admission Of(Caller caller) => new(caller, StatusCodes.Status200OK, "");

    /// <summary>Nothing was brought to prove who calls.</summary>
    public static Admission Unknown(string reason) => new(null, StatusCodes.Status401Unauthorized, reason);

    /// <summary>What was brought proves nothing.</summary>
    public static Admission Unproven(string reason) => new(null, StatusCodes.Status401Unauthorized, reason, WrongProof: true);

    /// <summary>It is known who calls, or from where, and that is not enough.</summary>
    public static Admission Forbidden(string reason) => new(null, StatusCodes.Status403Forbidden, reason);
}
