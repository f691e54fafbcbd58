/* A script that goes on until it is told to end. */
setInterval(() => {}, 1000);
console.log('waiting');
