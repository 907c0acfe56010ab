namespace ODataFeed.Graph;

/// <summary>What Entra ID said when it gave no token: Azure.Identity wraps it in several exceptions and lines.</summary>
static class SignInFailure
{
    const string ErrorNumber = "AADSTS";

    /// <summary>Entra ID's own sentence with its error number, else what went wrong on the way to it; one line.</summary>
    public static string Describe(Exception failure)
    {
        var innermost = failure;
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause.Message.IndexOf(ErrorNumber, StringComparison.Ordinal) is >= 0 and var start)
                return Sentence(cause.Message[start..]);
            innermost = cause;
        }

        return Sentence(innermost.Message);
    }

    /// <summary>Trace and correlation ids follow in the same line or the next.</summary>
    static string Sentence(string text)
    {
        var line = text.Split(['\r', '\n'], 2)[0];
        return line.Split(" Trace ID:", 2)[0].Trim();
    }
}
