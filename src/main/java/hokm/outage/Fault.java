package hokm.outage;

/**
 * What is done to a node. ROLLING restarts all of them, one after the other. REDIS is killed and
 * starts again with its file, and all rooms wait for it.
 */
public enum Fault { KILL, STOP, DRAIN, ROLLING, REDIS }
