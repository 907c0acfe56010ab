using Xunit;
namespace ODataFeed.Tests.Feed.Batch;
public sealed partial class BatchCaseTests {
    [Fact] public async Task Gen() {
        using var w = new StreamWriter("/tmp/generated.cases");
        foreach (var line in File.ReadLines("/tmp/inputs.txt")) {
            if (!line.Contains('↦') || line.StartsWith('#')) { w.WriteLine(line); continue; }
            string a; try { a = await AnswerAsync(line); } catch (Exception e) { a = "EXC " + e.ToString(); }
            w.WriteLine(line + " ⇶ " + a);
        }
    }
}
