package hokm.outage;

/** What is done to a node. ROLLING restarts all of them, one after the other. */
public enum Fault { KILL, STOP, DRAIN, ROLLING }
