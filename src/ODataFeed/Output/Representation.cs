namespace ODataFeed.Output;

/// <summary>How much control information a JSON answer carries (OData JSON Format §3.1).</summary>
enum MetadataLevel
{
    Minimal,
    None,
    Full,
}

/// <summary>What the bytes of an answer are.</summary>
enum PayloadFormat
{
    /// <summary>Rows, entities, the service document and errors in the OData JSON format.</summary>
    Json,

    /// <summary>Rows and entities as comma-separated values.</summary>
    Csv,

    /// <summary>A single raw value.</summary>
    PlainText,

    /// <summary>The model as XML.</summary>
    CsdlXml,

    /// <summary>The model as JSON.</summary>
    CsdlJson,
}

/// <summary>The form of an answer, negotiated from the request.</summary>
/// <param name="Metadata">How much control information it carries.</param>
/// <param name="Version401">The names of OData 4.01 (<c>@context</c>) instead of 4.0 (<c>@odata.context</c>).</param>
/// <param name="LongsAsText"><c>IEEE754Compatible=true</c>: Int64 and Decimal are strings, because JavaScript's numbers cannot hold them.</param>
sealed record Representation(MetadataLevel Metadata = MetadataLevel.Minimal, bool Version401 = false, bool LongsAsText = false)
{
    public PayloadFormat Format { get; init; }

    /// <summary><c>omit-values=nulls</c>: properties that are null are left out.</summary>
    public bool OmitNulls { get; init; }

    /// <summary>The client asked for the order of <c>streaming=true</c>, which every answer has.</summary>
    public bool Streaming { get; init; }

    /// <summary>The client named the character set, so the answer does; otherwise it must not (OData part 1 §8.2.1).</summary>
    public bool Charset { get; init; }

    /// <summary>The value of the <c>OData-Version</c> header.</summary>
    public string Version => Version401 ? "4.01" : "4.0";

    /// <summary>The prefix of control information.</summary>
    public string Prefix => Version401 ? "@" : "@odata.";

    /// <summary>
    /// Text types say their character set even unasked: programs that go by RFC 2616 read them as Latin-1 otherwise.
    /// </summary>
    public string ContentType => Format switch
    {
        PayloadFormat.Csv => "text/csv;charset=utf-8",
        PayloadFormat.PlainText => "text/plain;charset=utf-8",
        PayloadFormat.CsdlXml => "application/xml" + CharsetParameter,
        PayloadFormat.CsdlJson => "application/json" + CharsetParameter,
        _ => $"application/json;{ParameterPrefix}metadata={Level}"
            + (Streaming ? $";{ParameterPrefix}streaming=true" : "")
            + (LongsAsText ? ";IEEE754Compatible=true" : "")
            + CharsetParameter,
    };

    /// <summary>Tells the form from every other form with different bytes; part of entity tags.</summary>
    public string Tag => Format switch
    {
        PayloadFormat.Csv => "csv",
        PayloadFormat.PlainText => "text",
        _ => $"{Version}-{Level}{(LongsAsText ? "-i" : "")}{(OmitNulls ? "-n" : "")}",
    };

    string Level => Metadata.ToString().ToLowerInvariant();

    string ParameterPrefix => Version401 ? "" : "odata.";

    string CharsetParameter => Charset ? ";charset=utf-8" : "";
}
