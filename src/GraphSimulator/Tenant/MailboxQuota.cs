namespace GraphSimulator.Tenant;

/// <summary>The three limits of a mailbox: Exchange Online warns at 98 % and stops sending at 99 %.</summary>
readonly record struct MailboxQuota(long Most)
{
    public long Warning => Most / 100 * 98;

    public long ProhibitSend => Most / 100 * 99;

    public static MailboxQuota Of(Licence licence) => new(Licences.MailboxQuota(licence));

    public QuotaStatus Status(long used) =>
        used >= Most ? QuotaStatus.SendReceiveProhibited
        : used >= ProhibitSend ? QuotaStatus.SendProhibited
        : used >= Warning ? QuotaStatus.WarningIssued
        : QuotaStatus.UnderLimit;
}
