using Tito.Core.Journals;
using Tito.Core.Messages;
using Tito.Faces;

namespace Tito.Server.Deferred;

/// <summary>Reads what is parked as its face read it when it came.</summary>
internal static class ParkedRequest
{
    /// <summary>The request.</summary>
    /// <param name="face">The face of the parked turn.</param>
    /// <param name="parked">It, with its body.</param>
    /// <exception cref="MessageException">This release does not take what an earlier or later one parked.</exception>
    public static IFaceRequest Read(IFace face, ParkedTurn parked) => face.Read(StrictJson.Parse(parked.Body.Span));
}
