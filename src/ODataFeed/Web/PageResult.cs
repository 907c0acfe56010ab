using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ODataFeed.Web;

/// <summary>A page, rendered on the server from its model and sent whole.</summary>
static class PageResult
{
    /// <typeparam name="TPage">A component with a parameter <c>Model</c>.</typeparam>
    public static IResult Of<TPage>(object model, int status = StatusCodes.Status200OK)
        where TPage : IComponent =>
        new RazorComponentResult<TPage>(new Dictionary<string, object?> { ["Model"] = model }) { StatusCode = status };
}
