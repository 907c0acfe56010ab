namespace ODataFeed.Web.Connect;

/// <summary>How a client signs in to this service, as Excel and Power BI name it.</summary>
public enum SignInKind
{
    /// <summary>Not at all.</summary>
    Anonymous,

    /// <summary>With a key as the password of Basic.</summary>
    Basic,

    /// <summary>With the person's own account of the organisation.</summary>
    Organizational,
}
