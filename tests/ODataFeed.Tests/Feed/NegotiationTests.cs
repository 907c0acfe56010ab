using ODataFeed.Feed;
using ODataFeed.Output;
using Xunit;

namespace ODataFeed.Tests.Feed;

/// <summary>Which form an answer takes where clients say several things at once.</summary>
public sealed class NegotiationTests(FeedFixture feed) : IClassFixture<FeedFixture>
{
    const string Set = "Office365ActivationsUserCounts";

    const string PowerQueryAccept = "Accept: application/json;odata.metadata=minimal;q=1.0,application/json;odata=minimalmetadata;q=0.9,application/atomsvc+xml;q=0.8,application/atom+xml;q=0.8,application/xml;q=0.7,text/plain;q=0.7";

    /// <summary>Path ⇶ headers separated by | ⇶ status, content type and version.</summary>
    [Theory]
    [InlineData(Set, "Accept: application/json;odata.metadata=full", "200 application/json;odata.metadata=full 4.0")]
    [InlineData(Set, "Accept: application/json;metadata=full|OData-MaxVersion: 4.01", "200 application/json;metadata=full 4.01")]
    [InlineData("", "Accept: application/json;odata.metadata=full", "200 application/json;odata.metadata=full 4.0")]
    [InlineData(Set + "?$format=application/json;odata.metadata=full", "", "200 application/json;odata.metadata=full 4.0")]
    [InlineData(Set + "?$format=application/json%3Bodata.metadata%3Dfull%3BIEEE754Compatible%3Dtrue", "", "200 application/json;odata.metadata=full;IEEE754Compatible=true 4.0")]
    [InlineData(Set, "Accept: APPLICATION/JSON;ODATA.METADATA=NONE", "200 application/json;odata.metadata=none 4.0")]
    [InlineData(Set, "Accept: application/json;odata.metadata=most", "406 application/json;odata.metadata=minimal 4.0")]
    [InlineData(Set, "Accept: application/json;colour=red", "406 application/json;odata.metadata=minimal 4.0")]
    [InlineData(Set, "Accept: application/json;colour=red, application/json;q=0.1", "200 application/json;odata.metadata=minimal 4.0")]
    [InlineData(Set, "Accept: application/json;odata.streaming=true", "200 application/json;odata.metadata=minimal;odata.streaming=true 4.0")]
    [InlineData(Set, "Accept: application/json;streaming=true|OData-MaxVersion: 4.01", "200 application/json;metadata=minimal;streaming=true 4.01")]
    [InlineData(Set, "Accept: application/json;ExponentialDecimals=true", "200 application/json;odata.metadata=minimal 4.0")]
    [InlineData(Set, "Accept: application/json;charset=utf-8", "200 application/json;odata.metadata=minimal;charset=utf-8 4.0")]
    [InlineData(Set, "Accept: application/json;charset=\"UTF-8\"", "200 application/json;odata.metadata=minimal;charset=utf-8 4.0")]
    [InlineData(Set, "Accept: application/json;charset=utf-16", "406 application/json;odata.metadata=minimal 4.0")]
    [InlineData(Set, "Accept: application/json;charset=utf-16|Accept-Charset: utf-8", "200 application/json;odata.metadata=minimal;charset=utf-8 4.0")]
    [InlineData(Set, "Accept: application/json|Accept-Charset: iso-8859-1", "200 application/json;odata.metadata=minimal 4.0")]
    [InlineData(Set, PowerQueryAccept, "200 application/json;odata.metadata=minimal 4.0")]
    [InlineData(Set, "Accept: text/csv", "200 text/csv;charset=utf-8 4.0")]
    [InlineData(Set, "Accept: text/csv;charset=utf-8", "200 text/csv;charset=utf-8 4.0")]
    [InlineData(Set, "Accept: text/csv;header=absent", "406 application/json;odata.metadata=minimal 4.0")]
    [InlineData(Set, "Accept: text/*", "200 text/csv;charset=utf-8 4.0")]
    [InlineData(Set, "Accept: */*", "200 application/json;odata.metadata=minimal 4.0")]
    [InlineData(Set, "Accept: text/csv;q=0.5, application/json", "200 application/json;odata.metadata=minimal 4.0")]
    [InlineData(Set, "Accept: text/csv, application/json;q=0.9", "200 text/csv;charset=utf-8 4.0")]
    [InlineData(Set, "Accept: text/csv, */*;q=0.1", "200 text/csv;charset=utf-8 4.0")]
    [InlineData(Set, "Accept: application/json;q=0, */*", "200 text/csv;charset=utf-8 4.0")]
    [InlineData(Set, "Accept: application/json;q=0.2, */*;q=0.8", "200 text/csv;charset=utf-8 4.0")]
    [InlineData(Set, "Accept: text/csv;q=0, text/*", "406 application/json;odata.metadata=minimal 4.0")]
    [InlineData(Set + "?$format=csv", "Accept: application/json", "200 text/csv;charset=utf-8 4.0")]
    [InlineData(Set + "?format=CSV", "", "200 text/csv;charset=utf-8 4.0")]
    [InlineData(Set + "?$format=text/csv", "", "200 text/csv;charset=utf-8 4.0")]
    [InlineData(Set + "?$format=csv;header=absent", "", "406 application/json;odata.metadata=minimal 4.0")]
    [InlineData(Set + "?$format=atom", "", "406 application/json;odata.metadata=minimal 4.0")]
    [InlineData(Set + "/$count?$format=csv", "", "406 application/json;odata.metadata=minimal 4.0")]
    [InlineData(Set + "/$count", "OData-MaxVersion: 4.01", "200 text/plain;charset=utf-8 4.01")]
    [InlineData("", "Accept: text/csv", "406 application/json;odata.metadata=minimal 4.0")]
    [InlineData("$metadata", "", "200 application/xml 4.0")]
    [InlineData("$metadata", PowerQueryAccept, "200 application/xml 4.0")]
    [InlineData("$metadata", "OData-MaxVersion: 4.01", "200 application/xml 4.01")]
    [InlineData("$metadata", "Accept: application/json", "200 application/json 4.0")]
    [InlineData("$metadata", "Accept: application/json, application/xml;q=0.9", "200 application/json 4.0")]
    [InlineData("$metadata", "Accept: application/json;q=0.9, application/xml", "200 application/xml 4.0")]
    [InlineData("$metadata", "Accept: application/json;odata.metadata=minimal", "200 application/json 4.0")]
    [InlineData("$metadata", "Accept: application/json;colour=red", "406 application/json;odata.metadata=minimal 4.0")]
    [InlineData("$metadata", "Accept: application/xml;charset=utf-8", "200 application/xml;charset=utf-8 4.0")]
    [InlineData("$metadata?$format=json", "OData-MaxVersion: 4.01", "200 application/json 4.01")]
    [InlineData("$metadata?$format=application/json", "", "200 application/json 4.0")]
    [InlineData("$metadata?$format=xml", "Accept: application/json", "200 application/xml 4.0")]
    [InlineData("$metadata?$format=application/xml", "", "200 application/xml 4.0")]
    [InlineData("$metadata?$format=csv", "", "406 application/json;odata.metadata=minimal 4.0")]
    [InlineData(Set, "OData-Version: 4.0", "200 application/json;odata.metadata=minimal 4.0")]
    [InlineData(Set, "OData-Version: 4.01", "200 application/json;odata.metadata=minimal 4.0")]
    [InlineData(Set, "OData-Version: 4.02", "400 application/json;odata.metadata=minimal 4.0")]
    [InlineData(Set, "OData-Version: 3.0", "400 application/json;odata.metadata=minimal 4.0")]
    [InlineData(Set, "OData-Version: four", "400 application/json;odata.metadata=minimal 4.0")]
    [InlineData("", "OData-Version: 5.0", "400 application/json;odata.metadata=minimal 4.0")]
    [InlineData(Set, "OData-MaxVersion: 4.02", "200 application/json;metadata=minimal 4.01")]
    [InlineData(Set, "OData-MaxVersion: 4", "400 application/json;odata.metadata=minimal 4.0")]
    [InlineData(Set, "Isolation: snapshot", "200 application/json;odata.metadata=minimal 4.0")]
    [InlineData(Set, "OData-Isolation: snapshot", "200 application/json;odata.metadata=minimal 4.0")]
    [InlineData(Set, "Isolation: serializable", "412 application/json;odata.metadata=minimal 4.0")]
    [InlineData(Set, "Isolation: snapshot|OData-Isolation: serializable", "200 application/json;odata.metadata=minimal 4.0")]
    public async Task AnAnswerHasTheFormTheClientLikesBest(string path, string headers, string expected)
    {
        using var response = await feed.GetAsync(path, headers.Split('|', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(expected, $"{(int)response.StatusCode} {response.Content.Headers.NonValidated["Content-Type"]} {response.Headers.GetValues("OData-Version").Single()}");
    }

    /// <summary>The header of a request within a batch may be as long as the batch.</summary>
    [Fact]
    public void AThousandRangesAreNoWork()
    {
        var looks = 0;
        var csv = new MediaOffer("text/csv", null, range =>
        {
            looks++;
            return range?.Parameters.Any(parameter => parameter.Name == "colour") == true ? null : new Representation();
        });
        var ranges = AcceptHeader.All([string.Join(',', Enumerable.Repeat("text/csv;colour=red,*/*", 500).Append("text/csv;q=0"))]);

        Assert.Null(MediaOffer.Best(ranges, [csv]));
        Assert.InRange(looks, ranges.Count, 4 * ranges.Count);
    }

    [Fact]
    public async Task ARefusalSaysWhatIsOnOffer()
    {
        using var response = await feed.GetAsync($"{Set}?$format=atom");
        Assert.Equal(
            "{\"error\":{\"code\":\"NotAcceptable\",\"message\":\"$format=atom is a format this resource does not have; it has json, csv, application/json with odata.metadata=minimal, full or none, or text/csv.\",\"target\":\"$format\"}}",
            await response.Content.ReadAsStringAsync());
    }
}
