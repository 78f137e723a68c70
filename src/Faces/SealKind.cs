namespace Tito.Faces;

/// <summary>Of whom a seal is that came back with reasoning.</summary>
public enum SealKind
{
    /// <summary>There is none: clients send an empty one, or drop it.</summary>
    None,

    /// <summary>This session gave it with this text.</summary>
    Own,

    /// <summary>Another server, another secret or another session gave it: it is taken, and told.</summary>
    Foreign,

    /// <summary>It says that this server gave it, which it did not, or not with this text: the request is refused.</summary>
    Forged,
}
