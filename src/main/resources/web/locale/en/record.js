export default {
  'record.mine': 'My record',
  'record.none.mine':
    'You have not played in this browser yet. Your record begins with your first match; you need '
    + 'no account.',
  'record.none.finished': 'There is no finished match yet. A match counts when its last card is played.',
  'record.none.player': 'Nobody with this id has finished a match.',
  'record.play': 'Play a match',
  'record.to.mine': 'To my own record',
  'record.rating': 'Rating',
  'record.rating.why':
    'Only matches with a person in each team are rated. A new player begins at {n}; it rises with '
    + 'every win, the more the stronger the others are.',
  'record.rating.none': 'not yet',
  'record.rank': 'Rank',
  'record.matches': 'Matches',
  'record.wins': 'Won',
  'record.share': '{n}%',
  'record.deals': 'Deals won',
  'record.of': '{n} of {all}',
  'record.kots': 'Kots given',
  'record.kotsTaken': 'Kots taken',
  'record.forfeits': 'Matches left',
  'record.keep':
    'Your record belongs to this browser, which keeps the secret that proves who you are. If you '
    + 'clear its data, the record stays here but is no longer yours.',
  'record.matches.mine': 'My matches',
  'record.matches.of': 'Matches of {name}',
  'record.matches.all': 'Latest matches',
  'record.matches.none': 'None yet.',
  'record.log': 'Log',
  'record.older': 'Older matches',
  'record.won': 'Won',
  'record.lost': 'Lost',
  'record.with': 'with {name}',
  'record.against': 'against {team}',
  'record.teams': '{one} against {other}',
  'record.left': '{name} left the match.',
  'record.left.you': 'You left the match.',
  'record.leaders': 'Leaderboard',
  'record.leaders.none':
    'Nobody is rated yet. A match is rated when there is a person in each team.',
  'record.player': 'Player',
  'record.you': 'you',
  'record.page': 'Ranks {from} to {to}',
  'record.better': 'Better ones',
  'record.next': 'The next ones',
  'record.to.me': 'Where I stand',
};
