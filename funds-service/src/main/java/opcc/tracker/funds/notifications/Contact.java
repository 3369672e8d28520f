package opcc.tracker.funds.notifications;

import opcc.tracker.v1.ChannelEnum.Channel;

/**
 * An approver and where they are reached at work.
 *
 * @param user {@code users/...}
 * @param email their address
 * @param mobile their UK mobile number; empty if they get no text messages
 */
public record Contact(String user, String email, String mobile) {

    /** Where they are reached by {@code channel}; empty if they are not. */
    String address(Channel channel) {
        return channel == Channel.TEXT ? mobile : email;
    }

    /** The address with all but a hint left out: the first letter and the domain, or the last three digits. */
    String masked(Channel channel) {
        String address = address(channel);
        return channel == Channel.TEXT
                ? "*".repeat(Math.max(0, address.length() - 3)) + address.substring(Math.max(0, address.length() - 3))
                : address.substring(0, 1) + "***" + address.substring(address.lastIndexOf('@'));
    }

    /** Without the addresses, so that no log has them. */
    @Override
    public String toString() {
        return user;
    }
}
