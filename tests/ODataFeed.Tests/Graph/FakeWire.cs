using System.Net;
using System.Text;

namespace ODataFeed.Tests.Graph;

/// <summary>The wire: answers by address, in the order given, and remembers what was asked. An address not foreseen fails the test.</summary>
sealed class FakeWire : HttpMessageHandler
{
    readonly Dictionary<string, Queue<Func<HttpResponseMessage>>> _answers = [];

    /// <summary>Each request as <c>address | Authorization</c>.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Makes the JSON of addresses too many to foresee; null: not this one.</summary>
    public Func<string, string?>? Answer { get; set; }

    /// <summary>Answers the next request to an address; the last answer given is repeated.</summary>
    public FakeWire On(string address, HttpStatusCode status, string body = "", string mediaType = "application/octet-stream", params string[] headers)
    {
        if (!_answers.TryGetValue(address, out var answers))
            _answers[address] = answers = new Queue<Func<HttpResponseMessage>>();
        answers.Enqueue(() => Respond(status, body, mediaType, headers));
        return this;
    }

    /// <summary>Answers with a redirect.</summary>
    public FakeWire Redirect(string address, string location) => On(address, HttpStatusCode.Found, "", "text/plain", "Location: " + location);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.RequestUri!.OriginalString;
        Requests.Add($"{address} | {request.Headers.Authorization}");
        if (Answer?.Invoke(address) is { } json)
            return Task.FromResult(Respond(HttpStatusCode.OK, json, "application/json", []));
        if (!_answers.TryGetValue(address, out var answers))
            throw new InvalidOperationException($"No answer for {address}; known: {string.Join(", ", _answers.Keys)}");
        var answer = answers.Count > 1 ? answers.Dequeue() : answers.Peek();
        return Task.FromResult(answer());
    }

    static HttpResponseMessage Respond(HttpStatusCode status, string body, string mediaType, string[] headers)
    {
        var response = new HttpResponseMessage(status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        response.Content.Headers.ContentType = new(mediaType);
        foreach (var header in headers.Select(header => header.Split(": ", 2)))
        {
            if (!response.Headers.TryAddWithoutValidation(header[0], header[1]))
                response.Content.Headers.TryAddWithoutValidation(header[0], header[1]);
        }

        return response;
    }
}
