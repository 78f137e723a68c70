using System.Collections.Immutable;
using Tito.Core.Verification.Scenarios;

namespace Tito.Replay.Tapes;

/// <summary>What an engine gives in a step, one sample for each time that it is asked, and what it was asked.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class EngineTape
{
    private readonly Lock _lock = new();
    private ImmutableArray<ScenarioSample> _samples = [];
    private ImmutableArray<ImmutableArray<int>> _asked = [];

    /// <summary>The prompts that the engine was asked to continue since the tape was put in, in order.</summary>
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

    /// <summary>Puts another step's samples in, and forgets what was asked.</summary>
    public void Load(ImmutableArray<ScenarioSample> samples)
    {
        lock (_lock)
        {
            (_samples, _asked) = (samples, []);
        }
    }

    /// <summary>The next sample, or null where there is none left: then the engine should not have been asked.</summary>
    /// <param name="prompt">What it is asked to continue.</param>
    public ScenarioSample? Next(ImmutableArray<int> prompt)
    {
        lock (_lock)
        {
            _asked = _asked.Add(prompt);
            return _asked.Length <= _samples.Length ? _samples[_asked.Length - 1] : null;
        }
    }
}
