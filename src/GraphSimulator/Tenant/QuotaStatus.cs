namespace GraphSimulator.Tenant;

/// <summary>What a mailbox may still do.</summary>
enum QuotaStatus
{
    UnderLimit,
    WarningIssued,
    SendProhibited,
    SendReceiveProhibited,
}
