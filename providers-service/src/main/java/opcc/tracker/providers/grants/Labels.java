package opcc.tracker.providers.grants;

import opcc.tracker.v1.FundingStreamEnum.FundingStream;
import opcc.tracker.v1.ServiceTypeEnum.ServiceType;

/** Codes in plain English, as the public reads them. */
final class Labels {

    private Labels() {}

    static String of(ServiceType type) {
        return switch (type) {
            case CARE_COORDINATOR -> "Victim and witness care co-ordinators";
            case VICTIM_LIAISON -> "Victim liaison officers";
            case VICTIM_CARE -> "Victim care";
            case NAVIGATOR -> "Victim navigators";
            case ISVA -> "Independent sexual violence advisers";
            case NEEDS_ASSESSMENT -> "An assessment of victims' needs";
            case COMMUNITY_ENGAGEMENT -> "Community engagement";
            case CASE_CONFERENCE -> "Multi-agency case conferences";
            case PARTNERSHIP -> "A partnership against modern slavery";
            case PRE_NRM_ACCOMMODATION -> "Accommodation before the National Referral Mechanism";
            case SUBSISTENCE -> "Food and subsistence";
            case AWARENESS -> "Awareness raising";
            case TRAINING -> "Training of professionals";
            case INVESTIGATION_SUPPORT -> "Support of investigations";
            case OUTREACH -> "Outreach and community-based support";
            case PRACTICAL_SUPPORT -> "Practical support";
            case EMERGENCY_FUND -> "A fund for emergency accommodation and items";
            case PLACE_OF_SAFETY -> "A place of safety";
            case HELPLINE -> "A helpline";
            case SERVICE_TYPE_UNSPECIFIED, UNRECOGNIZED -> "Support of victims";
        };
    }

    static String of(FundingStream stream) {
        return switch (stream) {
            case MOJ_VICTIMS_GRANT -> "Ministry of Justice victims' grant";
            case MOJ_IDVA_ISVA -> "Ministry of Justice fund for IDVAs and ISVAs";
            case PCC_CORE -> "Police and Crime Commissioner's core budget";
            case COMMISSIONING_FRAMEWORK -> "Police and Crime Commissioner's commissioning framework";
            case PRECEPT -> "Policing precept of the council tax";
            case HO_PREVENTION_FUND -> "Home Office Modern Slavery Prevention Fund";
            case HO_STAR -> "Home Office STAR programme";
            case HO_VICTIM_ENGAGEMENT -> "Home Office victim engagement fund";
            case HO_MSVCC -> "Modern Slavery Victim Care Contract";
            case LOCAL_AUTHORITY -> "Local authority contribution";
            case FORCE -> "Police force budget";
            case CHARITABLE -> "Charitable income";
            case PFCC -> "Police, Fire and Crime Commissioner's budget";
            case DEPUTY_MAYOR -> "Deputy Mayor's budget for policing";
            case MOPAC -> "Mayor's Office for Policing and Crime";
            case REGIONAL -> "Regional pool";
            case DMU -> "De Montfort University contribution";
            case OTHER, FUNDING_STREAM_UNSPECIFIED, UNRECOGNIZED -> "Other";
        };
    }
}
