using Microsoft.AspNetCore.Http.Features;

namespace GraphSimulator.Faults;

/// <summary>Lets requests go wrong as the plan has it, before or after they are answered.</summary>
/// <param name="plan">What is to go wrong.</param>
/// <param name="step">The server this is.</param>
/// <param name="functionOf">The Graph function a request is about, or null.</param>
/// <param name="time">The clock of error bodies.</param>
sealed class FaultInjection(FaultPlan plan, FaultStep step, Func<HttpContext, string?> functionOf, TimeProvider time)
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var function = functionOf(context);
        var address = context.Request.Path + context.Request.QueryString.ToString();
        if (plan.Strike(step, function, address) is not { } fault)
            await next(context);
        else if (!await FaultAnswers.WriteAsync(context, fault, function, time))
            await SpoilAsync(context, next, fault);
    }

    /// <summary>The answer is made in memory, since what is cut or reordered must be there first.</summary>
    static async Task SpoilAsync(HttpContext context, RequestDelegate next, Fault fault)
    {
        var wire = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var memory = new MemoryStream();
        var buffered = new StreamResponseBodyFeature(memory);
        context.Features.Set<IHttpResponseBodyFeature>(buffered);
        try
        {
            await next(context);
            await buffered.CompleteAsync();
        }
        finally
        {
            context.Features.Set(wire);
        }

        var body = memory.ToArray();
        var isReport = context.Response.StatusCode == StatusCodes.Status200OK && body.Length > 0;
        if (isReport && fault.Kind == FaultKind.CutOff)
            await CutOffAsync(context, body);
        else
            await SendAsync(context, isReport ? Spoil(context, fault, body) : body);
    }

    static byte[] Spoil(HttpContext context, Fault fault, byte[] body)
    {
        var request = context.Request;
        var isJson = context.Response.ContentType == "application/json";
        if (fault.Kind == FaultKind.JsonBody)
            context.Response.ContentType = "application/json";
        return FaultBodies.Spoil(fault, body, isJson, $"{request.Scheme}://{request.Host}{request.Path}{request.QueryString}");
    }

    static async Task SendAsync(HttpContext context, byte[] body)
    {
        if (body.Length > 0)
            context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    static async Task CutOffAsync(HttpContext context, byte[] body)
    {
        context.Response.ContentLength = null;
        await context.Response.Body.WriteAsync(body.AsMemory(0, (body.Length + 1) / 2), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        context.Abort();
    }
}
