export default {
  'told.comma': ', ',
  'told.seat': 'Seat {n}',
  'told.now': 'As of this moment.',
  'told.behind': 'May be up to {n} seconds old: the database server that answered is catching up.',
  'told.loading': 'One moment…',
  'told.away':
    'What has been played can’t be read now, because no database server answers. Playing goes on, '
    + 'and nothing that is played is lost.',
  'told.again': 'Try again',
  'told.replay': 'Replay',
  'told.log': 'Download the log',
  'told.check': 'Check it',
  'told.none.match':
    'There is no finished match with this id. One that has just ended is here in a moment.',
  'told.bad.match': 'This is no id of a match.',
};
