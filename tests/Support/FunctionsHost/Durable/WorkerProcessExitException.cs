namespace Tito.Tests.Support.FunctionsHost.Durable;

/// <summary>The worker ended in the middle of a call. The extension knows the real host's exception by its name, and runs the call again.</summary>
internal sealed class WorkerProcessExitException(Exception ended) : Exception("The worker process has exited.", ended);
