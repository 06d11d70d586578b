namespace Graphoid.Distribution.Graphs;

/// <summary>Mistakes that tests make the coordinator commit, to show that the simulation would find them.</summary>
internal enum PlantedBug
{
    None,

    /// <summary>Answers before the record of the operation is durable.</summary>
    RepliesBeforeTheJournal,

    /// <summary>Takes answers of earlier epochs and attempts.</summary>
    ChecksNoEpoch,

    /// <summary>Sends with an epoch that is not durable yet, so that a later life may use it again.</summary>
    EpochIsNotDurable,

    /// <summary>Commits although messages are on their way.</summary>
    CommitsBeforeTheLastRound,

    /// <summary>Leaves the last operation of the log out when it is run again.</summary>
    ReplaysOnlyAPart,

    /// <summary>Runs a repeated operation again.</summary>
    RunsRepeatedOperations,

    /// <summary>Runs an operation again although its record may be durable, because a member was lost meanwhile.</summary>
    RerunsWhatIsBeingCommitted,

    /// <summary>Grants leave for turns while an operation runs.</summary>
    GrantsTurnsDuringOperations,

    /// <summary>Begins an operation without taking leave back.</summary>
    RevokesNothing,

    /// <summary>Tells that an operation has failed without keeping that for repetitions.</summary>
    ForgetsFailures,

    /// <summary>Forgets at a checkpoint what has been answered.</summary>
    CheckpointForgetsAnswers,

    /// <summary>Commits a checkpoint when the first partition has written its part.</summary>
    SealsIncompleteCheckpoints,

    /// <summary>Carries changes out member by member instead of in message order.</summary>
    ChangesInOrderOfMembers,

    /// <summary>Starts rounds without waiting for the messages of other members.</summary>
    ExpectsNothing,
}
