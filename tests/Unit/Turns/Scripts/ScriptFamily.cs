namespace Tito.Tests.Unit.Turns.Scripts;

/// <summary>The two families of the scripts: one for each boundary rule that changes tokens.</summary>
internal enum ScriptFamily
{
    /// <summary>A message ends with a stop token and a new line, which the engine stops before.</summary>
    Closing,

    /// <summary>A message is ended by the opener of the next one, which the model samples.</summary>
    Opening,
}
