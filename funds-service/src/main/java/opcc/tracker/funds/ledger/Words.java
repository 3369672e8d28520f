package opcc.tracker.funds.ledger;

import java.util.Locale;
import opcc.tracker.v1.FundingStreamEnum.FundingStream;

/** Code values as people say them. */
public final class Words {

    private Words() {}

    /** Such as {@code awaiting second approval}. */
    public static String of(Enum<?> code) {
        return code.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Such as {@code MoJ victims' grant}: as the code list of the domain spells them. */
    public static String of(FundingStream stream) {
        return switch (stream) {
            case MOJ_VICTIMS_GRANT -> "MoJ victims' grant";
            case MOJ_IDVA_ISVA -> "MoJ IDVA/ISVA fund";
            case PCC_CORE -> "PCC core budget";
            case COMMISSIONING_FRAMEWORK -> "PCC commissioning framework";
            case PRECEPT -> "council-tax precept";
            case HO_PREVENTION_FUND -> "Home Office Modern Slavery Prevention Fund";
            case HO_STAR -> "Home Office STAR";
            case HO_VICTIM_ENGAGEMENT -> "Home Office victim-engagement fund";
            case HO_MSVCC -> "MSVCC";
            case FORCE -> "force budget";
            case PFCC -> "PFCC budget";
            case DEPUTY_MAYOR -> "Deputy Mayor's budget";
            case MOPAC -> "MOPAC";
            case DMU -> "De Montfort University";
            case LOCAL_AUTHORITY, CHARITABLE, REGIONAL, OTHER, FUNDING_STREAM_UNSPECIFIED, UNRECOGNIZED ->
                of((Enum<?>) stream);
        };
    }
}
