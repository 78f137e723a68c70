using System.Globalization;
using System.Text.Json;
using Tito.Core.Journals;
using Tito.Core.Messages;
using Tito.Core.Trajectories;
using Tito.Faces.OpenAiChat;

namespace Tito.Tests.Unit.Turns.Scripts;

/// <summary>Does the steps of a script to the real server and to the expected one. A step for which there is nothing at the time does nothing.</summary>
internal sealed class ScriptRun : IDisposable
{
    private readonly Script _script;
    private readonly Func<IJournal> _journal;
    private readonly string _sessionPrefix;
    private readonly HandClock _clock = new();
    private readonly ServedProcess[] _processes;
    private readonly ExpectedServer _expected;
    private readonly ScriptComparison _comparison;
    private readonly List<string> _sessions = [];
    private readonly List<ExpectedAttempt> _asked = [];
    private readonly Dictionary<ExpectedAttempt, Caller> _callers = [];
    private readonly List<string> _trace = [];

    private ScriptRun(Script script, Func<IJournal> journal, string sessionPrefix)
    {
        (_script, _journal, _sessionPrefix) = (script, journal, sessionPrefix);
        _expected = new(script.Family) { Now = _clock.Now };
        _comparison = new(_expected);
        _processes = [.. Enumerable.Range(0, 2).Select(_ => Start())];
    }

    /// <summary>Does the steps up to the first in which the two servers differ.</summary>
    /// <param name="script">The script.</param>
    /// <param name="journal">Opens the journal as a new process would.</param>
    /// <param name="sessionPrefix">24 hexadecimal digits that no other run over the same journal has.</param>
    public static async Task<ScriptResult> RunAsync(Script script, Func<IJournal> journal, string sessionPrefix)
    {
        using var run = new ScriptRun(script, journal, sessionPrefix);
        foreach (var step in script.Steps)
        {
            run.Pass(TimeSpan.FromSeconds(1));
            if ((await run.DoAsync(step) ?? await run.CompareAsync()) is { } difference)
            {
                var where = $"{script.Family} family, {(script.IsOnDisk ? "SQLite" : "in memory")}{(script.IsHot ? ", hot" : "")}";
                return new(run._trace.Count, $"{where}\n{string.Join('\n', run._trace)}\n{difference}");
            }

            run._expected.Forget();
        }

        return new(run._trace.Count, null);
    }

    public void Dispose()
    {
        foreach (var caller in _callers.Values)
        {
            caller.Dispose();
        }

        foreach (var process in _processes)
        {
            process.Dispose();
        }
    }

    private async Task<string?> DoAsync(Step step)
    {
        switch (step)
        {
            case Step.Open(var settings):
                return await OpenAsync(settings);
            case Step.Delete(var at) when _sessions.Count > 0:
                return await DeleteAsync(_sessions[at % _sessions.Count]);
            case Step.Ask ask when _sessions.Count > 0:
                Ask(ask);
                return null;
            case Step.AskAgain again when _sessions.Count > 0:
                AskAgain(again);
                return null;
            case Step.Answer(var at, var reply) when AtEngine(at) is { } attempt && !_expected.IsRaceToLook(attempt, reply):
                Trace($"the engine answers {attempt.Id}: {reply}");
                _expected.Answer(attempt, reply);
                _callers[attempt].Answer(EngineReply.Of(_script.Family, reply, _callers[attempt].Request!));
                return null;
            case Step.HangUp(var at) when _expected.UnderWay.Count > 0:
                var left = _expected.UnderWay[at % _expected.UnderWay.Count];
                Trace($"the client of {left.Id} hangs up");
                _expected.HangUp(left);
                _callers[left].HangUp();
                return null;
            case Step.Crash(var process):
                Trace($"p{process} crashes");
                _expected.Crash(process);
                _processes[process].Dispose();
                _processes[process] = Start();
                return null;
            case Step.Wait(var time):
                Trace($"{time.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s go by");
                Pass(time);
                return null;
            default:
                return null;
        }
    }

    private async Task<string?> CompareAsync()
    {
        foreach (var attempt in _expected.UnderWay)
        {
            if (await ScriptComparison.RequestAsync(attempt, _callers[attempt]) is { } difference)
            {
                return difference;
            }
        }

        foreach (var session in _sessions)
        {
            if (await _comparison.SessionAsync(session, _processes[1]) is { } difference)
            {
                return difference;
            }
        }

        return null;
    }

    private async Task<string?> OpenAsync(SessionSettings settings)
    {
        var session = $"{_sessionPrefix}{_sessions.Count:x8}";
        Trace($"open s{session[^1]}: {settings}");
        var opened = "opened";
        try
        {
            await _processes[0].Open.RunAsync(session, settings, null, CancellationToken.None);
        }
        catch (MessageException)
        {
            opened = "refused";
        }

        var expected = _expected.Open(session, settings);
        if (expected)
        {
            _sessions.Add(session);
        }

        return ScriptComparison.Difference("open", expected ? "opened" : "refused", opened);
    }

    private async Task<string?> DeleteAsync(string session)
    {
        Trace($"delete s{session[^1]}");
        return ScriptComparison.Difference(
            "delete", _expected.Delete(session) ? "deleted" : "not found", await _processes[0].DeleteAsync(session) ? "deleted" : "not found");
    }

    private void Ask(Step.Ask ask)
    {
        var session = _sessions[ask.Session % _sessions.Count];
        var messages = Replaying.Messages(_expected.Find(session)?.Turns ?? [], ask);
        Send(new()
        {
            Id = $"r{_asked.Count}",
            Process = ask.Process,
            Session = session,
            Messages = messages,
            Body = $$"""{"messages":[{{string.Join(',', messages.Select(message => message.Json(ask.Spelling)))}}]}""",
            Key = ask.Key,
            IsRetry = false,
        });
    }

    private void AskAgain(Step.AskAgain again)
    {
        var session = _sessions[again.Session % _sessions.Count];
        if (_asked.FindAll(attempt => attempt.Session == session) is { Count: > 0 } earlier)
        {
            var first = earlier[^(1 + (again.Back % earlier.Count))];
            Send(new()
            {
                Id = $"r{_asked.Count}",
                Process = again.Process,
                Session = session,
                Messages = first.Messages,
                Body = first.Body,
                Key = first.Key,
                IsRetry = again.IsRetry,
            });
        }
    }

    private void Send(ExpectedAttempt attempt)
    {
        if (!_expected.IsRaceToWait(attempt))
        {
            Trace($"ask {attempt}");
            _asked.Add(attempt);
            _expected.Ask(attempt);
            _callers[attempt] = new(
                _processes[attempt.Process].Take,
                attempt.Session,
                OpenAiChatFace.Instance.Read(JsonElement.Parse(attempt.Body)).Turn,
                new(attempt.Id, attempt.Key, attempt.IsRetry));
        }
    }

    private ServedProcess Start() => new(_journal(), ScriptModels.Of(_script.Family), _clock);

    private ExpectedAttempt? AtEngine(int at) =>
        _expected.UnderWay.FindAll(attempt => attempt.State == ExpectedAttempt.AtEngine) is { Count: > 0 } there ? there[at % there.Count] : null;

    private void Pass(TimeSpan time) => _clock.Now = _expected.Now += time;

    private void Trace(string line) => _trace.Add($"{_trace.Count + 1}. {line}");
}
