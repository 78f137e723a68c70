using Tito.Faces;

namespace Tito.Server.Errors;

/// <summary>An answer whose status may have left already. It then says an error in its own way.</summary>
internal interface IStartedAnswer
{
    /// <summary>Writes an error after the headers left.</summary>
    Task WriteErrorAsync(FaceError error);
}
