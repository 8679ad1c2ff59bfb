#!/bin/sh
# Whether the server of this pod takes connections, or says why not yet.
exec pg_isready -q -h 127.0.0.1
