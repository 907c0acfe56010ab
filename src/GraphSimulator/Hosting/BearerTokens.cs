using GraphSimulator.Api;

namespace GraphSimulator.Hosting;

/// <summary>The tokens the simulator knows, and what each may do.</summary>
sealed class BearerTokens(GraphSimulatorOptions options)
{
    const string Scheme = "Bearer ";

    readonly Dictionary<string, IReadOnlyList<string>> _permissions = new(options.FurtherTokens, StringComparer.Ordinal)
    {
        [options.AccessToken] = [GraphPermissions.Reports, GraphPermissions.ReportSettings],
    };

    /// <summary>Null where the caller's token is known and carries the permission; without a permission, where it is known.</summary>
    public GraphError? Check(HttpContext context, string? permission)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return GraphError.InvalidToken("Access token is empty.");
        if (!_permissions.TryGetValue(header[Scheme.Length..].Trim(), out var permissions))
            return GraphError.InvalidToken("Access token validation failure. The token is not one of this simulator.");
        return permission is null || permissions.Contains(permission) ? null : GraphError.NotPermitted;
    }
}
