using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace ODataFeed.Tests.Samples;

/// <summary>
/// Every question of the cookbook is asked; what the page says is what the feed answers. <c>WRITE_DOCS=1</c> writes answers and
/// pictures anew.
/// </summary>
[Collection(SampleFeed.Name)]
public sealed partial class CookbookTests(SampleFeed feed)
{
    static readonly bool Write = Environment.GetEnvironmentVariable("WRITE_DOCS") is not null;

    [Fact]
    public async Task TheFortyAnswersAreThoseOfTheFeed()
    {
        var page = await File.ReadAllTextAsync(Cookbook.Page);
        var questions = Cookbook.Read(page);
        Assert.Equal(Enumerable.Range(1, 40), questions.Select(question => question.Number));
        var written = new StringBuilder(page);
        foreach (var question in questions.Reverse())
        {
            var (status, body) = await AskAsync(question);
            Assert.True(status == 200, $"{question.Number}. {question.Title}: {status} {body}");
            var answer = CookbookAnswer.Of(question, body);
            if (!Write)
                Assert.True(answer == question.Answer, $"{question.Number}. {question.Title}\n--- the page has\n{question.Answer}\n--- the feed answers\n{answer}");
            written.Remove(question.AnswerAt, question.Answer.Length).Insert(question.AnswerAt, answer);
        }

        if (Write)
            await File.WriteAllTextAsync(Cookbook.Page, written.ToString());
    }

    [Fact]
    public async Task AnAnswerHasRows()
    {
        foreach (var question in Cookbook.Read(await File.ReadAllTextAsync(Cookbook.Page)))
            Assert.DoesNotContain("\"value\":[]", (await AskAsync(question)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ThePicturesAreChartsOfThePages()
    {
        var drawn = Cookbook.Read(await File.ReadAllTextAsync(Cookbook.Page)).Where(question => question.Chart.Length > 0).ToList();
        Assert.InRange(drawn.Count, 20, 40);
        var pictures = Path.Combine(Cookbook.Folder, "pictures");
        foreach (var question in drawn)
        {
            var html = await feed.Client.GetStringAsync($"{feed.Site}/{CookbookAnswer.Explore(question)}");
            var css = await feed.Client.GetStringAsync($"{feed.Site}/{StyleSheet().Match(html).Groups["address"].Value}");
            var (picture, file) = (CookbookPicture.Of(html, css), Path.Combine(Cookbook.Folder, CookbookAnswer.PictureOf(question)));
            if (Write)
                await File.WriteAllTextAsync(Directory.CreateDirectory(pictures) is { } ? file : file, picture);
            else
                Assert.Equal(await File.ReadAllTextAsync(file), picture);
        }

        Assert.Equal(drawn.Select(CookbookAnswer.PictureOf), Directory.EnumerateFiles(pictures).Select(file => "pictures/" + Path.GetFileName(file)).Order());
    }

    Task<(int Status, string Body)> AskAsync(CookbookQuestion question) =>
        feed.GetAsync($"{SampleFeed.WrittenSite}{question.Url}{(question.Url.Contains('?') ? '&' : '?')}$format=application/json;odata.metadata=none");

    [GeneratedRegex("""<link rel="stylesheet" href="(?<address>[^"]+)" />""")]
    private static partial Regex StyleSheet();
}
