namespace Tito.Core.Journals;

/// <summary>A whole journal: what each adapter is, and what a composition root hands out in its parts.</summary>
public interface IJournal : ISessionJournal, IParkedTurns, IJournalUpkeep;
