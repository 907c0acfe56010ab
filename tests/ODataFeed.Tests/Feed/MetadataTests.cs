using System.IO.Compression;
using System.Text.Json;
using System.Xml;
using Microsoft.OData.Edm;
using Microsoft.OData.Edm.Csdl;
using Microsoft.OData.Edm.Validation;
using Microsoft.OData.Edm.Vocabularies;
using ODataFeed.Feed;
using ODataFeed.Query.Plan;
using ODataFeed.Snapshot;
using Xunit;

namespace ODataFeed.Tests.Feed;

/// <summary>The model in its forms, and what it says of the service.</summary>
public sealed class MetadataTests(FeedFixture feed) : IClassFixture<FeedFixture>
{
    const string Capabilities = "Org.OData.Capabilities.V1.";

    [Theory]
    [InlineData("", "4.0")]
    [InlineData("OData-MaxVersion: 4.0", "4.0")]
    [InlineData("OData-MaxVersion: 4.01", "4.01")]
    public async Task TheModelStatesTheVersionOfTheAnswer(string header, string expected)
    {
        string[] headers = header.Length == 0 ? [] : [header];
        using var xml = new XmlTextReader(new StringReader(await TextAsync("$metadata", headers)));
        xml.MoveToContent();
        Assert.Equal(expected, xml.GetAttribute("Version"));
        using var json = JsonDocument.Parse(await TextAsync("$metadata?$format=json", headers));
        Assert.Equal(expected, json.RootElement.GetProperty("$Version").GetString());
    }

    [Fact]
    public async Task TheJsonFormHasTheSetsTypesAndPropertiesOfTheXmlForm()
    {
        var model = ODataLib.Model(await TextAsync("$metadata"));
        using var json = JsonDocument.Parse(await TextAsync("$metadata?$format=json"));
        Assert.Equal("Microsoft365Usage.Feed", json.RootElement.GetProperty("$EntityContainer").GetString());
        var schema = json.RootElement.GetProperty("Microsoft365Usage");
        foreach (var set in model.EntityContainer.EntitySets())
        {
            Assert.Equal(set.EntityType().FullTypeName(), schema.GetProperty("Feed").GetProperty(set.Name).GetProperty("$Type").GetString());
            var type = schema.GetProperty(set.EntityType().Name);
            Assert.Equal(set.EntityType().Key().Select(key => key.Name), type.GetProperty("$Key").EnumerateArray().Select(key => key.GetString()));
            Assert.Equal(
                set.EntityType().DeclaredProperties.Select(property => property.Name),
                type.EnumerateObject().Where(member => !member.Name.Contains('@') && !member.Name.StartsWith('$')).Select(member => member.Name));
        }
    }

    [Fact]
    public async Task EachFormHasATagOfItsOwn()
    {
        using var xml = await feed.GetAsync("$metadata");
        using var json = await feed.GetAsync("$metadata", "Accept: application/json");
        Assert.NotEqual(xml.Headers.ETag, json.Headers.ETag);
        using var again = await feed.GetAsync("$metadata", "Accept: application/json", $"If-None-Match: {json.Headers.ETag}");
        Assert.Equal(304, (int)again.StatusCode);
        using var other = await feed.GetAsync("$metadata", "Accept: application/json", $"If-None-Match: {xml.Headers.ETag}");
        Assert.Equal(200, (int)other.StatusCode);
    }

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("br", "br")]
    [InlineData("gzip, deflate", "gzip")]
    [InlineData("gzip, deflate, br", "br")]
    [InlineData("br;q=0.5, gzip", "gzip")]
    [InlineData("br;q=0, gzip;q=0", "")]
    [InlineData("identity", "")]
    public async Task ItIsCompressedOnceForAll(string accept, string expected)
    {
        using var response = await feed.GetAsync("$metadata", $"Accept-Encoding: {accept}");
        Assert.Equal(expected, string.Join(',', response.Content.Headers.ContentEncoding));
        var body = await response.Content.ReadAsByteArrayAsync();
        Assert.Equal(body.Length, response.Content.Headers.ContentLength);
        using Stream unpacked = expected switch
        {
            "gzip" => new GZipStream(new MemoryStream(body), CompressionMode.Decompress),
            "br" => new BrotliStream(new MemoryStream(body), CompressionMode.Decompress),
            _ => new MemoryStream(body),
        };
        Assert.Equal(await TextAsync("$metadata"), await new StreamReader(unpacked).ReadToEndAsync());
    }

    [Fact]
    public async Task TheContainerSaysWhatTheServiceDoes()
    {
        var model = ODataLib.Model(await TextAsync("$metadata"));
        var container = model.EntityContainer;
        Assert.Equal("4.0 4.01", Text(Value("Org.OData.Core.V1.ODataVersions")));
        Assert.Equal(ServiceCapabilities.Current.Conformance, ((IEdmEnumMemberExpression)Value(Capabilities + "ConformanceLevel")).EnumMembers.Single().Name);
        Assert.Contains("text/csv", Texts(Value(Capabilities + "SupportedFormats")));
        Assert.Equal(["application/xml", "application/json"], Texts(Value(Capabilities + "SupportedMetadataFormats")));
        Assert.Contains("matchespattern", Texts(Value(Capabilities + "FilterFunctions")));
        Assert.Equal(ServiceCapabilities.Current.Batch, ((IEdmBooleanConstantExpression)Value(Capabilities + "BatchSupported")).Value);
        Assert.False(((IEdmBooleanConstantExpression)Value(Capabilities + "AsynchronousRequestsSupported")).Value);

        IEdmExpression Value(string term) => model.FindVocabularyAnnotations<IEdmVocabularyAnnotation>(container, term).Single().Value;
    }

    /// <summary>Sets are read-only; nothing else is denied, because searching, expanding, paging and the rest work.</summary>
    [Fact]
    public async Task ASetDeniesNothingThatItDoes()
    {
        var model = ODataLib.Model(await TextAsync("$metadata"));
        Assert.All(model.EntityContainer.EntitySets(), set => Assert.Equal(
            ["DeleteRestrictions", "InsertRestrictions", "UpdateRestrictions"],
            model.FindVocabularyAnnotations(set).Select(annotation => annotation.Term).Where(term => term.Namespace + "." == Capabilities).Select(term => term.Name).Order()));
    }

    [Fact]
    public async Task FormatsThatAreAdvertisedAreServed()
    {
        var model = ODataLib.Model(await TextAsync("$metadata"));
        foreach (var format in Texts(model.FindVocabularyAnnotations<IEdmVocabularyAnnotation>(model.EntityContainer, Capabilities + "SupportedFormats").Single().Value))
        {
            using var response = await feed.GetAsync("Office365ActivationsUserCounts", $"Accept: {format}");
            Assert.Equal(200, (int)response.StatusCode);
        }
    }

    [Fact]
    public async Task AnnotationsFitTheirVocabularies()
    {
        var model = ODataLib.Model(await TextAsync("$metadata"));
        Assert.True(model.Validate(out var errors), string.Join('\n', errors));
        Assert.All(model.VocabularyAnnotations, annotation => Assert.Contains(annotation.Term.Name, model.FindTerm(annotation.Term.FullName())?.Name ?? "no term", StringComparison.Ordinal));
        Assert.All(model.VocabularyAnnotations, annotation => Assert.Contains(Kind(annotation.Target), annotation.Term.AppliesTo is { Length: > 0 } kinds ? kinds.Split(' ') : [Kind(annotation.Target)]));

        static string Kind(IEdmVocabularyAnnotatable target) => target switch
        {
            IEdmEntityContainer => "EntityContainer",
            IEdmEntitySet => "EntitySet",
            IEdmEntityType => "EntityType",
            IEdmNavigationProperty => "NavigationProperty",
            IEdmProperty => "Property",
            _ => target.GetType().Name,
        };
    }

    [Fact]
    public void TheHighestConformanceIsStated() => Assert.Equal("Advanced", ServiceCapabilities.Current.Conformance);

    [Theory]
    [InlineData("aggregate", "aggregate($count as N)")]
    [InlineData("groupby", "groupby((rollup($all,SiteType),rollup($all,ReportDate)))")]
    [InlineData("concat", "concat(identity,identity)")]
    [InlineData("identity", "identity")]
    [InlineData("filter", "filter(SiteType eq 'All')")]
    [InlineData("search", "search(all)")]
    [InlineData("compute", "compute(1 as One)")]
    [InlineData("orderby", "orderby(SiteType)")]
    [InlineData("skip", "skip(1)")]
    [InlineData("top", "top(1)")]
    [InlineData("topcount", "topcount(1,StorageUsedByte)")]
    [InlineData("topsum", "topsum(1,StorageUsedByte)")]
    [InlineData("toppercent", "toppercent(1,StorageUsedByte)")]
    [InlineData("bottomcount", "bottomcount(1,StorageUsedByte)")]
    [InlineData("bottomsum", "bottomsum(1,StorageUsedByte)")]
    [InlineData("bottompercent", "bottompercent(1,StorageUsedByte)")]
    [InlineData("join", "join(Date as D)")]
    [InlineData("outerjoin", "outerjoin(Date as D)")]
    [InlineData("addnested", "addnested(Date,identity as D)")]
    [InlineData("nest", "nest(identity as Rows)")]
    public async Task TransformationsThatAreAdvertisedAreAnswered(string name, string transformation)
    {
        Assert.Contains(name, ApplyCapabilities.Current.Transformations);
        using var response = await feed.GetAsync($"OneDriveUsageStorage?$apply={Uri.EscapeDataString(transformation)}");
        Assert.Equal(200, (int)response.StatusCode);
    }

    [Fact]
    public async Task EveryTransformationIsAdvertisedOnceAndOnEverySet()
    {
        Assert.Equal(20, ApplyCapabilities.Current.Transformations.Distinct().Count());
        var model = ODataLib.Model(await TextAsync("$metadata"));
        var defaults = (IEdmRecordExpression)model.FindVocabularyAnnotations<IEdmVocabularyAnnotation>(model.EntityContainer, "Org.OData.Aggregation.V1.ApplySupportedDefaults").Single().Value;
        Assert.Equal(ApplyCapabilities.Current.Transformations, Texts(defaults.FindProperty("Transformations").Value));
        Assert.All(model.EntityContainer.EntitySets(), set => Assert.Single(model.FindVocabularyAnnotations<IEdmVocabularyAnnotation>(set, "Org.OData.Aggregation.V1.ApplySupported")));
    }

    public static TheoryData<string, string> Calls => new()
    {
        { "contains(SiteType,'A') and startswith(SiteType,'A') and endswith(SiteType,'l') and matchespattern(SiteType,'A') and indexof(SiteType,'l') eq 1 and length(SiteType) eq 3", "2" },
        { "tolower(SiteType) eq 'all' and toupper(SiteType) eq 'ALL' and trim(SiteType) eq 'All' and concat(SiteType,'') eq 'All' and substring(SiteType,1) eq 'll'", "2" },
        { "year(ReportDate) eq 2026 and month(ReportDate) eq 10 and day(ReportDate) gt 1 and date(2026-10-28T10:20:30.5Z) eq 2026-10-28 and time(2026-10-28T10:20:30.5Z) gt 10:00:00", "4" },
        { "hour(2026-10-28T10:20:30.5Z) eq 10 and minute(2026-10-28T10:20:30.5Z) eq 20 and second(2026-10-28T10:20:30.5Z) eq 30 and fractionalseconds(2026-10-28T10:20:30.5Z) eq 0.5", "4" },
        { "now() gt mindatetime() and now() lt maxdatetime() and totaloffsetminutes(now()) eq 0 and totalseconds(duration'PT1M') eq 60", "4" },
        { "round(1.5) eq 2 and floor(1.5) eq 1 and ceiling(1.5) eq 2 and cast(1,Edm.String) eq '1' and isof(SiteType,Edm.String) and case(true:1) eq 1", "4" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task FilterFunctionsThatAreAdvertisedAreAnswered(string filter, string expected)
    {
        using var response = await feed.GetAsync($"OneDriveUsageStorage/$count?$filter={Uri.EscapeDataString(filter)}");
        Assert.Equal(expected, (await response.Content.ReadAsStringAsync()).TrimStart('\uFEFF'));
    }

    [Fact]
    public void EveryFilterFunctionIsTried()
    {
        var filters = string.Join(' ', Calls.Select(call => call[0]));
        Assert.All(Functions.Names, name => Assert.Contains($"{name}(", filters, StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhatTheFeedMakesItselfIsComputed()
    {
        var model = ODataLib.Model(await TextAsync("$metadata"));
        var computed = model.EntityContainer.EntitySets().SelectMany(set => set.EntityType().DeclaredProperties)
            .Where(property => model.FindVocabularyAnnotations<IEdmVocabularyAnnotation>(property, "Org.OData.Core.V1.Computed").Any())
            .Select(property => property.Name).Distinct().Order();
        Assert.Equal(["Occurrence", "ReportPeriod"], computed);
    }

    /// <summary>Every client begins with it: half a megabyte before compression is enough for all sets.</summary>
    [Fact]
    public async Task TheDocumentStaysSmall() => Assert.InRange((await TextAsync("$metadata")).Length, 1, 500_000);

    [Fact]
    public void SupportOfApplyIsDescribedWhereThereIsSome()
    {
        var capabilities = ServiceCapabilities.Current with { Apply = new ApplyCapabilities(["aggregate", "groupby"], "MultipleHierarchies", From: true) };
        var model = EdmModelBuilder.Build(FeedModel.Of(Reports.Catalog.Reports, []), capabilities);
        Assert.True(model.Validate(out var errors), string.Join('\n', errors));
        var xml = new StringWriter();
        using (var writer = XmlWriter.Create(xml))
            Assert.True(CsdlWriter.TryWriteCsdl(model, writer, CsdlTarget.OData, out errors), string.Join('\n', errors));
        Assert.Contains("Org.OData.Aggregation.V1.xml", xml.ToString(), StringComparison.Ordinal);
        Assert.Contains(
            "<Annotation Term=\"Aggregation.ApplySupportedDefaults\"><Record><PropertyValue Property=\"Transformations\"><Collection><String>aggregate</String><String>groupby</String></Collection></PropertyValue>"
            + "<PropertyValue Property=\"CustomAggregationMethods\"><Collection /></PropertyValue><PropertyValue Property=\"Rollup\"><EnumMember>Org.OData.Aggregation.V1.RollupType/MultipleHierarchies</EnumMember></PropertyValue><PropertyValue Property=\"From\" Bool=\"true\" /></Record></Annotation>",
            xml.ToString(),
            StringComparison.Ordinal);
        Assert.Equal(model.EntityContainer.EntitySets().Count(), xml.ToString().Split("Aggregation.ApplySupported\"").Length - 1);
    }

    static string Text(IEdmExpression value) => ((IEdmStringConstantExpression)value).Value;

    static IEnumerable<string> Texts(IEdmExpression value) => ((IEdmCollectionExpression)value).Elements.Select(Text);

    async Task<string> TextAsync(string path, params string[] headers)
    {
        using var response = await feed.GetAsync(path, headers);
        return await response.Content.ReadAsStringAsync();
    }
}
