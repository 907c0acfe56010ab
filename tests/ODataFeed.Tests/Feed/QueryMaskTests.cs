using ODataFeed.Feed;
using Xunit;

namespace ODataFeed.Tests.Feed;

public sealed class QueryMaskTests
{
    [Theory]
    [InlineData("$filter=UserPrincipalName%20eq%20'adele@contoso.com'", "filter=UserPrincipalName eq ?")]
    [InlineData("$filter=A%20eq%20'O''Neil'%20and%20B%20gt%2012.5", "filter=A eq ?? and B gt ?")]
    [InlineData("$filter=Day%20ge%202026-01-01T10:00:00Z&$top=5", "filter=Day ge ?&top=5")]
    [InlineData("$filter=contains(Name,%22x%22)", "filter=contains(Name,?)")]
    [InlineData("$filter=Name%20eq%20'never%20closed", "filter=Name eq ?")]
    [InlineData("$search=adele&@p='x'&api-key=odf_secret&custom=1", "search=?&p=?&api-key=?&custom=?")]
    [InlineData("$select=Column2,Day&$orderby=Day%20desc", "select=Column2,Day&orderby=Day desc")]
    [InlineData("$filter=A%0Aeq%0AB", "filter=A eq B")]
    [InlineData("$apply=search(Adele%20OR%20%22Vance%22)/aggregate($count%20as%20N)&$top=5", "apply=search?&top=5")]
    [InlineData("$apply=filter(Searches%20gt%2012)/search%20(Adele)", "apply=filter(Searches gt ?)/search?")]
    [InlineData("$expand=Rows($count=true;$search=Adele;$top=3)", "expand=Rows($count=true;$search?")]
    [InlineData("$filter=Name%20in%20[%22a%5C%22Adele%22,%22b%22]%20and%20A%20gt%201", "filter=Name in [?,?] and A gt ?")]
    public void WordsStayAndLiteralsGo(string query, string expected) => Assert.Equal(expected, QueryMask.Of(new RawTarget("Set", query)));
}
