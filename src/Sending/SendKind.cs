namespace HeymarketPortal.Sending;

/// <summary>What one <c>POST /v1/message/send</c> is aimed at. Stored as its word.</summary>
public enum SendKind
{
    /// <summary>One phone number, or one existing conversation.</summary>
    Individual,
    /// <summary>Two or more numbers in one shared thread (group MMS).</summary>
    Group,
    /// <summary>A contact list: separate one-to-one messages from a single request.</summary>
    List,
    /// <summary>The opening question of a survey.</summary>
    Survey,
}
