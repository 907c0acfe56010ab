using Microsoft.Extensions.Primitives;

namespace ODataFeed.Web.Explore;

/// <summary>
/// <c>/explore</c>. A view's URL holds the query options as the feed takes them; what the form or the address field sends is turned into
/// such a URL by a redirect, so that what is shared is always the query itself.
/// </summary>
static class ExploreEndpoint
{
    public static async Task<IResult> GetAsync(HttpContext context, PageContext page, ExploreReader reader)
    {
        var (request, fields) = (context.Request, context.Request.Query);
        var (site, queries) = (page.Site(context), page.Queries(context));
        if (fields.TryGetValue("address", out var typed))
            return OfAddress(typed, site, queries, page.FeedPath);
        var query = ExploreQuery.Of(request.QueryString.Value ?? "");
        if (query.Set.Length == 0)
            return Show(ExploreReader.List(site, queries, fields["search"].ToString()));
        if (queries.Model.Find(query.Set) is not { } set)
            return Show(ExploreReader.List(site, queries, "", $"There is no set '{query.Set}' that you may read."));
        if (fields.ContainsKey("form"))
            return Redirect(query with { Options = ExploreForm.Read(fields).ToOptions(set, queries.Model) });
        return Show(await reader.ViewAsync(site, page.SignIn, queries, set, query, context.RequestAborted));
    }

    static IResult OfAddress(StringValues typed, SiteModel site, PageQueries queries, string feedPath)
    {
        var query = ExploreQuery.OfAddress(typed.ToString(), feedPath);
        if (queries.Model.Find(query.Set) is null)
            return Show(ExploreReader.List(site, queries, "", $"The address should name a set, as in {site.Root}Office365ActiveUserCounts?$top=10; found '{query.Set}', which is none you may read."));
        return Redirect(query with { Options = [.. query.Options.Where(option => option.Key is not ("$format" or "$skiptoken"))] });
    }

    static IResult Show(ExploreModel model) => PageResult.Of<ExplorePage>(model, model.Status);

    static IResult Redirect(ExploreQuery query) => new SeeOther(query.Link());
}
