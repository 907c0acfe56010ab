using System.Collections.Concurrent;
using System.Diagnostics;

namespace ODataFeed.Tests.EndToEnd;

/// <summary>The built program as a process of its own, on a free port, and what it says. Disposing it kills it.</summary>
sealed class ServiceProcess : IDisposable
{
    static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    readonly Process _process;
    readonly BlockingCollection<string> _lines = [];
    readonly ConcurrentQueue<string> _said = [];

    ServiceProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => _said.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>All lines so far.</summary>
    public IReadOnlyCollection<string> Said => _said;

    public static ServiceProcess Start(params string[] settings) => Start(new Dictionary<string, string>(), settings);

    /// <param name="environment">Variables the process has beside those of the tests.</param>
    public static ServiceProcess Start(IReadOnlyDictionary<string, string> environment, params string[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "ODataFeed.dll"), "--urls=http://127.0.0.1:0", .. settings])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new ServiceProcess(Process.Start(start)!);
    }

    /// <summary>Waits for a line that holds the text, from the last one waited for on, and gives it.</summary>
    public string WaitFor(string text)
    {
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            while (_lines.Take(limit.Token) is var line)
            {
                if (line.Contains(text, StringComparison.Ordinal))
                    return line;
            }
        }
        catch (Exception end) when (end is OperationCanceledException or InvalidOperationException)
        {
            // Neither said nor going to be.
        }

        throw new InvalidOperationException($"The service never said '{text}', but:\n{string.Join('\n', _said)}");
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
        _lines.Dispose();
    }

    void Take(string? line)
    {
        if (line is null)
        {
            _lines.CompleteAdding();
            return;
        }

        _said.Enqueue(line);
        _lines.Add(line);
    }
}
