namespace Tito.Core.Journals;

/// <summary>
/// The store cannot be used now: it does not answer, its disk is full, somebody holds its lock, or its file is gone. Nothing says that it
/// is damaged, and the same question may be answered later.
/// </summary>
/// <remarks>What was asked for may be stored nevertheless: a write whose answer was lost looks like one that never came.</remarks>
/// <param name="message">What is the matter, in one sentence; it goes to clients, so it names no address and no path.</param>
/// <param name="cause">The failure underneath, where there is one.</param>
public sealed class JournalUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
