using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OData;
using Microsoft.OData.Edm;
using Microsoft.OData.UriParser;
using ODataFeed.Feed;
using ODataFeed.Query;
using ODataFeed.Query.Plan;
using ODataFeed.Query.Syntax;
using ODataFeed.Snapshot;
using ODataFeed.Tests.Feed;
using ODataFeed.Tests.Query.ODataLibParser;
using ODataFeed.Tests.Query.Oracle;
using ODataFeed.Tests.Snapshot;
using Xunit;
using Xunit.Abstractions;

namespace ODataFeed.Tests.Query;

/// <summary>
/// Microsoft's own parser as a judge of ours: what it accepts is not refused, and what both read they read alike, but for differences
/// that are named here.
/// </summary>
public sealed class ODataLibParserTests(FeedFixture feed, ITestOutputHelper output) : IClassFixture<FeedFixture>
{
    const int Generated = 4_000;

    /// <summary>Accepted by ODataLib, refused by us: the refusal's code, a pattern of the URL, and why we are right.</summary>
    static readonly (string Code, string Url, string Reason)[] Refusals =
    [
        ("ArithmeticOverflow", ".", "ODataLib reads constants without computing them; what is wrong for every row is refused while planning."),
        ("DivisionByZero", ".", "As above."),
        ("DuplicateQueryOption", ".", "No option may be given twice (part 2 §5.1), no alias either; ODataLib takes the last."),
        ("InvalidQueryOption", "=(&|$)|filter$", "An option with no value is none of the ABNF; ODataLib takes it as not given."),
        ("UnknownQueryOption", @"[?&]\$", "An option with $ that is none must be refused (part 2 §5.1); ODataLib passes over it."),
        ("InvalidSyntax", "#", "What stands behind # does not reach ODataLib: Uri takes it for a fragment."),
        ("InvalidSyntax", "1e999", "Beyond Edm.Double; ODataLib reads infinity."),
        ("InvalidSyntax", @"[?&]@\d?=", "The name of an alias is an identifier (ABNF parameterAlias)."),
        ("InvalidSyntax", "as '", "A name stands without quotes (ABNF computeItem)."),
        ("InvalidSyntax", "skiptoken|format", "ODataLib does not read these options."),
        ("InvalidSkipToken", ".", "As above."),
        ("UnknownProperty", "assigned|producttype", "Identifiers keep their case (4.01 minimal conformance, 8); the resolver of this test ignores it, as keywords demand."),
        ("UnknownProperty", "apply=.*expand", "What $apply makes has no navigation properties; ODataLib does not look."),
        ("NameTaken", ".", "A computed or aggregated property must have a name of its own (part 2 §5.1.3.4, Data Aggregation §3.2.1.2)."),
        ("TypeMismatch", "with (sum|average)", "sum and average are of numbers (Data Aggregation §3.2.1.4)."),
        ("TypeMismatch", @"Date (eq|ne|gt)|eq Date", "An entity has no value to compare with, null apart."),
        ("OptionNotAllowed", ".", "Which options go with which resource (part 2 §5.1) is not the parser's business at ODataLib."),
        ("WrongArguments", "substring", "A negative length is a bad request (part 2 §5.1.1.5.7)."),
        ("TooComplex", "@a0", "Aliases and computed properties that multiply: the parser does not put them in."),
        ("InvalidKey", "producttype", "Identifiers keep their case."),
        ("DuplicateExpand", ".", "A property must not be expanded twice (part 2 §5.1.3)."),
        ("InvalidPath", "value", "Entities here have no media stream; the parser does not look."),
        ("NotImplemented", @"\$each|\$it eq|/\$count gt", "Known and not supported."),
        ("NotImplemented", @"apply=expand\(", "A transformation of older drafts, which the standard does not have; addnested and join do its work."),
        ("NotImplemented", "Custom|geo|index|deltatoken|\\[1,2\\] eq|\\{", "Known and not supported."),
        ("NotImplemented", "day\\(@d\\)|hour\\(", "A service that keeps instants in UTC must not answer in another offset (part 2 §5.1.1.8.2)."),
    ];

    [Fact]
    public async Task WhatItAcceptsOfTheCasesWeReadAlike()
    {
        var model = ODataLib.Model(await (await feed.GetAsync("$metadata", "Accept: application/xml")).Content.ReadAsStringAsync());
        var urls = CaseFile.Files("Feed").SelectMany(CaseFile.Located).Select(row => (string)row[1]).Where(url => url.Length < 4_000).Distinct();
        Compare(urls, model, feed.Host.App.Services.GetRequiredService<FeedModel>(), least: 350);
    }

    [Fact]
    public void WhatItAcceptsOfGeneratedQueriesWeReadAlike()
    {
        var things = new FeedModel([SampleTables.AllTypes]);
        var urls = Enumerable.Range(0, Generated).Select(seed => $"Things?{RandomQuery.Of(new Random(seed)).Url}");
        Compare(urls, EdmModelBuilder.Build(things, ServiceCapabilities.Current), things, least: 500);
    }

    void Compare(IEnumerable<string> urls, IEdmModel model, FeedModel sets, int least)
    {
        var (accepted, trees, findings) = (0, 0, new List<string>());
        var planner = new Planner(sets, TimeProvider.System);
        foreach (var url in urls.Where(url => !url.StartsWith('$')))
        {
            if (Judge(url, model) is not { } judged)
                continue;
            accepted++;
            var (path, query) = url.IndexOf('?', StringComparison.Ordinal) is >= 0 and var mark ? (url[..mark], url[(mark + 1)..]) : (url, "");
            try
            {
                var syntax = QueryParser.Parse(query);
                planner.Plan(PathParser.Parse(path), syntax);
                findings.AddRange(Differences(url, judged, syntax));
                trees += judged.Filter is null ? 0 : 1;
            }
            catch (FeedException error)
            {
                if (!Refusals.Any(known => known.Code == error.Code && Regex.IsMatch(Uri.UnescapeDataString(url), known.Url)))
                    findings.Add($"refused {Uri.UnescapeDataString(url)}: {error.Code} {error.Message}");
            }
        }

        output.WriteLine($"{accepted} URLs accepted by ODataLib, {trees} filters compared");
        Assert.True(findings.Count == 0, $"{findings.Count} findings:{Environment.NewLine}{string.Join(Environment.NewLine, findings.Take(60))}");
        Assert.InRange(accepted, least, int.MaxValue);
    }

    static IEnumerable<string> Differences(string url, Judged judged, QuerySyntax syntax)
    {
        var pairs = new List<(string Theirs, string Ours)>();
        if (judged.Filter is not null && syntax.Filter is not null)
            pairs.Add((TreePrinter.Print(judged.Filter.Expression), TreePrinter.Print(syntax.Filter)));
        var ordering = judged.OrderBy;
        foreach (var item in syntax.OrderBy ?? [])
        {
            if (ordering is not null)
                pairs.Add(($"{TreePrinter.Print(ordering.Expression)} {ordering.Direction is OrderByDirection.Descending}", $"{TreePrinter.Print(item.Expression)} {item.Descending}"));
            ordering = ordering?.ThenBy;
        }

        return pairs
            .Where(pair => pair.Theirs != pair.Ours)
            .Select(pair => $"read {Uri.UnescapeDataString(url)}{Environment.NewLine}  theirs {pair.Theirs}{Environment.NewLine}  ours   {pair.Ours}");
    }

    sealed record Judged(FilterClause? Filter, OrderByClause? OrderBy);

    /// <summary>What ODataLib makes of a URL; null where it refuses it, or fails.</summary>
    static Judged? Judge(string url, IEdmModel model)
    {
        try
        {
            var parser = new ODataUriParser(model, new Uri(url, UriKind.Relative)) { Resolver = new UnqualifiedODataUriResolver { EnableCaseInsensitive = true }, EnableNoDollarQueryOptions = true };
            parser.ParsePath();
            parser.ParseApply();
            parser.ParseCompute();
            var judged = new Judged(parser.ParseFilter(), parser.ParseOrderBy());
            parser.ParseSelectAndExpand();
            parser.ParseSearch();
            parser.ParseTop();
            parser.ParseSkip();
            parser.ParseCount();
            return judged;
        }
        catch (Exception error) when (error is ODataException or ArgumentException or InvalidOperationException or FormatException or OverflowException or NullReferenceException or InvalidCastException or NotImplementedException or UriFormatException)
        {
            return null;
        }
    }
}
