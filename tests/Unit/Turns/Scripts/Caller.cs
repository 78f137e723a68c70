using Tito.Core.Inference;
using Tito.Core.Turns;

namespace Tito.Tests.Unit.Turns.Scripts;

/// <summary>A client's request to the real server, on its way there and back.</summary>
/// <remarks>The server does its work on the thread of whoever asks or answers; only a request that waited for another one goes on elsewhere.</remarks>
internal sealed class Caller : IDisposable
{
    /// <summary>How long a state is waited for that has to come: nothing here takes time.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly AsyncLocal<Caller> Local = new();

    private readonly CancellationTokenSource _hangUp = new();
    private readonly Task<TurnOutcome> _task;
    private TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource<InferenceOutcome>? _answer;

    public Caller(TurnTaker take, string session, TurnRequest request, Attempt attempt) => _task = AskAsync(take, session, request, attempt);

    /// <summary>The one in whose call this is.</summary>
    public static Caller Current => Local.Value!;

    /// <summary>What the engine got; null while it has nothing.</summary>
    public InferenceRequest? Request { get; private set; }

    /// <summary>Keeps the caller at the engine until it is answered.</summary>
    public Task<InferenceOutcome> ArriveAsync(InferenceRequest request, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<InferenceOutcome>();
        (Request, _answer) = (request, answer);
        _arrived.SetResult();
        return answer.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Lets the engine answer.</summary>
    public void Answer(InferenceOutcome outcome)
    {
        var answer = _answer!;
        (Request, _answer, _arrived) = (null, null, new(TaskCreationOptions.RunContinuationsAsynchronously));
        answer.SetResult(outcome);
    }

    /// <summary>The client goes away.</summary>
    public void HangUp() => _hangUp.Cancel();

    /// <summary>What has become of the request, in the words of <see cref="ExpectedAttempt.State"/>.</summary>
    /// <param name="expected">What is expected; a request that has to wait is not waited for.</param>
    public async Task<string> StateAsync(string expected)
    {
        if (expected == ExpectedAttempt.Waiting && !_task.IsCompleted && Request is null)
        {
            return expected;
        }

        try
        {
            await Task.WhenAny(_task, _arrived.Task).WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            return "neither answered nor at the engine";
        }

        // At the engine it may also have been given up meanwhile.
        return _task.IsCompleted || (expected == ExpectedAttempt.HungUp && await HasEndedAsync()) ? await OutcomeAsync() : ExpectedAttempt.AtEngine;
    }

    public void Dispose() => _hangUp.Dispose();

    private async Task<TurnOutcome> AskAsync(TurnTaker take, string session, TurnRequest request, Attempt attempt)
    {
        Local.Value = this;
        return await take.RunAsync(session, request, attempt, observer: null, _hangUp.Token);
    }

    private async Task<bool> HasEndedAsync()
    {
        try
        {
            await ((Task)_task).WaitAsync(Patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (TimeoutException)
        {
            return false;
        }

        return _task.IsCompleted;
    }

    private async Task<string> OutcomeAsync()
    {
        try
        {
            return await _task switch
            {
                TurnOutcome.Committed(var turn, var isReplay) => $"turn {turn.Sequence}{(isReplay ? " again" : "")}",
                TurnOutcome.Failed(var problem) => problem.Code.ToString(),
                var other => other.ToString(),
            };
        }
        catch (OperationCanceledException)
        {
            return ExpectedAttempt.HungUp;
        }
#pragma warning disable CA1031 // Do not catch general exception types: whatever the server throws is a divergence, which the script reports
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return failure.ToString();
        }
    }
}
