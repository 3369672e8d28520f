package opcc.tracker.funds.ledger;

/** The accounts between which a fund's money moves. Their balances add up to zero at every moment. */
public enum Account {
    /** Who gives the money; its balance is what they gave and have not got back, below zero. */
    FUNDER,
    /** What may still be reserved. */
    AVAILABLE,
    /** What is promised to approved draws. */
    RESERVED,
    /** What has left the fund for suppliers. */
    PAID
}
