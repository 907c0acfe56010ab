using Microsoft.OData;

namespace ODataFeed.Tests.Feed.Batch;

/// <summary>Microsoft's own batch writer and reader, as a client uses them.</summary>
static class ODataLibBatch
{
    /// <summary>Writes a batch of requests, numbered from 1.</summary>
    /// <returns>Body and Content-Type.</returns>
    public static (byte[] Body, string ContentType) Write(string contentType, Uri root, BatchPayloadUriOption form, Action<ODataBatchWriter, Func<string, string, ODataBatchOperationRequestMessage>> write)
    {
        var message = new Message();
        message.SetHeader("Content-Type", contentType);
        using (var writer = new ODataMessageWriter((IODataRequestMessage)message, new ODataMessageWriterSettings { BaseUri = root, Version = ODataVersion.V401, EnableMessageStreamDisposal = false }))
        {
            var batch = writer.CreateODataBatchWriter();
            var count = 0;
            batch.WriteStartBatch();
            write(batch, (method, url) => batch.CreateOperationRequestMessage(method, new Uri(root, url), $"{++count}", form));
            batch.WriteEndBatch();
        }

        return (message.Content.ToArray(), message.GetHeader("Content-Type")!);
    }

    /// <summary>Reads the answers: identifier, status and body.</summary>
    public static async Task<List<(string? Id, int Status, string Body)>> ReadAsync(HttpResponseMessage response)
    {
        var message = new Message { StatusCode = (int)response.StatusCode };
        message.SetHeader("Content-Type", response.Content.Headers.NonValidated["Content-Type"].ToString());
        message.SetHeader("OData-Version", response.Headers.GetValues("OData-Version").Single());
        message.Content.Write(await response.Content.ReadAsByteArrayAsync());
        message.Content.Position = 0;
        using var reader = new ODataMessageReader((IODataResponseMessage)message, new ODataMessageReaderSettings { MaxProtocolVersion = ODataVersion.V401 });
        var batch = reader.CreateODataBatchReader();
        var answers = new List<(string?, int, string)>();
        while (batch.Read())
        {
            if (batch.State != ODataBatchReaderState.Operation)
                continue;
            var answer = batch.CreateOperationResponseMessage();
            using var body = new StreamReader(answer.GetStream());
            answers.Add((answer.ContentId, answer.StatusCode, await body.ReadToEndAsync()));
        }

        return answers;
    }

    sealed class Message : IODataRequestMessage, IODataResponseMessage
    {
        readonly Dictionary<string, string> _headers = new(StringComparer.OrdinalIgnoreCase);

        public MemoryStream Content { get; } = new();

        public IEnumerable<KeyValuePair<string, string>> Headers => _headers;

        public Uri Url { get; set; } = new("http://localhost");

        public string Method { get; set; } = "POST";

        public int StatusCode { get; set; }

        public string? GetHeader(string headerName) => _headers.GetValueOrDefault(headerName);

        public void SetHeader(string headerName, string headerValue) => _headers[headerName] = headerValue;

        public Stream GetStream() => Content;
    }
}
