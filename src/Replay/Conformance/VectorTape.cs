using System.Collections.Immutable;
using Tito.Core.Verification.Scenarios;

namespace Tito.Replay.Conformance;

/// <summary>What the engine gives in a turn of a vector, and the prompts that arrived for it.</summary>
/// <remarks>Thread-safe. A held tape answers when it is released: the engine samples, and its server waits.</remarks>
internal sealed class VectorTape
{
    private static readonly TimeSpan MostHeld = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private ImmutableArray<ScenarioSample> _samples = [];
    private ImmutableArray<ImmutableArray<int>> _asked = [];
    private TaskCompletionSource _arrived = new();
    private TaskCompletionSource _released = new();

    /// <summary>The prompts that arrived since the tape was put in, in order.</summary>
    public ImmutableArray<ImmutableArray<int>> Asked
    {
        get
        {
            lock (_lock)
            {
                return _asked;
            }
        }
    }

    /// <summary>Puts a turn's samples in, and forgets what arrived.</summary>
    /// <param name="samples">What is given, one for each prompt.</param>
    /// <param name="isHeld">Whether nothing is given before the release.</param>
    /// <returns>Ends when the first prompt arrives.</returns>
    public Task Load(ImmutableArray<ScenarioSample> samples, bool isHeld)
    {
        lock (_lock)
        {
            (_samples, _asked) = (samples, []);
            _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _released.TrySetResult();
            _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
            if (!isHeld)
            {
                _released.SetResult();
            }

            return _arrived.Task;
        }
    }

    /// <summary>Lets a held engine answer.</summary>
    public void Release()
    {
        lock (_lock)
        {
            _released.TrySetResult();
        }
    }

    /// <summary>The next sample, or null where there is none left: then the engine should not have been asked.</summary>
    /// <param name="prompt">What it is asked to continue.</param>
    public ScenarioSample? Next(ImmutableArray<int> prompt)
    {
        ScenarioSample? sample;
        Task released;
        lock (_lock)
        {
            _asked = _asked.Add(prompt);
            sample = _asked.Length <= _samples.Length ? _samples[_asked.Length - 1] : null;
            released = _released.Task;
            _arrived.TrySetResult();
        }

        released.Wait(MostHeld);
        return sample;
    }
}
